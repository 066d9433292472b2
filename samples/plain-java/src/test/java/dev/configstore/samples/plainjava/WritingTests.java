package dev.configstore.samples.plainjava;

import java.math.BigDecimal;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.Mode;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.test.EmbeddedDynamoDb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/writing.md} shows.
 */
class WritingTests {

	private final ConfigStore store = open("writing");

	private static ConfigStore open(String name) {
		return ConfigStore.builder()
			.client(EmbeddedDynamoDb.shared().client())
			.table("writing")
			.store(name)
			.mode(Mode.SIMPLE)
			.open();
	}

	@BeforeEach
	void fill() {
		EmbeddedDynamoDb.shared().table("writing").clear();
		Writing.writeOneOption(this.store);
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Test
	void changesOneKey() {
		Writing.changeOneKey(this.store);
		assertThat(this.store.get("db")).isEqualTo(new Option("db", Map.of("host", "db-1.example.com", "port", 5433)));
	}

	@Test
	void changesSeveralOptions() {
		this.store.set("legacy", Map.of());
		Publication publication = Writing.severalOptions(Map.of("db", Map.of("port", 1), "web", Map.of("port", 80)));
		assertThat(Writing.publishAsShown(this.store, Writing.show(this.store, publication))).isTrue();
		assertThat(this.store.getAll().options()).containsOnlyKeys("db", "web");
		assertThat(this.store.get("db").keys()).hasSize(3).containsEntry("port", BigDecimal.ONE);
		assertThat(this.store.history(1).get(0).note()).isEqualTo("new cluster");
	}

	@Test
	void countsUp() {
		this.store.set("counter", Map.of("n", 1));
		Writing.countUp(this.store);
		assertThat(this.store.get("counter").get("n")).isEqualTo(new BigDecimal(2));
	}

	@Test
	void writesNothingWhenSomebodyElseWasFaster() {
		PublicationPlan plan = Writing.show(this.store, Publication.none().change("db").put("port", 1));
		EmbeddedDynamoDb.shared().table("writing").putKey("writing", "db", "port", 2);
		assertThat(Writing.publishAsShown(this.store, plan)).isFalse();
		Writing.changeOneKey(this.store);
		assertThat(Writing.publishAsShown(this.store, plan)).isFalse();
		assertThat(this.store.get("db").get("port")).isEqualTo(new BigDecimal(5433));
	}

	@Test
	void promotesAndTakesBack() {
		try (ConfigStore other = open("other")) {
			other.set("gone", Map.of());
			Writing.promote(this.store, other);
			assertThat(Writing.areEqual(this.store, other)).isTrue();
			StoreVersion before = other.version();
			Writing.changeOneKey(other);
			assertThat(Writing.areEqual(this.store, other)).isFalse();
			Writing.takeBack(other, before);
			assertThat(Writing.areEqual(this.store, other)).isTrue();
		}
	}

}
