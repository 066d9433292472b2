package dev.configstore.spring.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.configstore.spring.follow.RunningApplication.Answer;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Changes that others make, with {@code /actuator/env} and with events of their own: they
 * update beans the same way, and neither harm nor hold back anything.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ForeignChangeTests {

	private EmbeddedTable table;

	private RunningApplication application;

	private Shop shop;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.application = RunningApplication.startWeb(table, RunningApplication.Door.IMPORT, Application.class);
		this.shop = this.application.bean(Shop.class);
	}

	@BeforeEach
	void reset() {
		this.application.delete("env");
		this.application.context().getEnvironment().getPropertySources().remove("foreign");
		fill();
		this.application.reload();
		this.application.heard().clear();
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "shop", Map.of("size", 10, "limit", 20, "name", "s"));
		this.table.put("prod", "db", Map.of("host", "one"));
	}

	private Answer set(String name, String value) {
		return this.application.post("env", "{\"name\": \"" + name + "\", \"value\": \"" + value + "\"}");
	}

	@Test
	void tellsTheSenderThatAValueCannotBeBoundAndLeavesTheBeanAsItIs() {
		List<String> calls = List.copyOf(this.shop.calls);
		assertThat(set("shop.size", "abc").status().isError()).as("the sender is told").isTrue();
		assertThat(this.shop.describe()).isEqualTo("10 20 s by code");
		assertThat(this.shop.calls).isEqualTo(calls);
		assertThat(this.application.bean(Shop.class)).isSameAs(this.shop);
	}

	@Test
	void tellsTheSenderThatAValueBreaksAConstraint() {
		assertThat(set("shop.size", "1001").status().isError()).isTrue();
		assertThat(this.shop.describe()).isEqualTo("10 20 s by code");
		this.application.delete("env");
		assertThat(set("shop.limit", "5").status().isError()).as("size above limit").isTrue();
		assertThat(this.shop.describe()).isEqualTo("10 20 s by code");
	}

	@Test
	void takesTheNextChangeOfTheTableAllTheSame() {
		set("shop.size", "abc");
		this.table.put("prod", "db", Map.of("host", "two"));
		this.application.reloadApplies();
		assertThat(this.application.bean(Db.class).getHost()).isEqualTo("two");
		assertThat(this.shop.describe()).isEqualTo("10 20 s by code");
		this.application.delete("env");
		assertThat(this.shop.describe()).isEqualTo("10 20 s by code");
		this.table.putKey("prod", "shop", "size", 11);
		this.application.reloadApplies();
		assertThat(this.shop.describe()).isEqualTo("11 20 s by code");
	}

	@Test
	void takesAChangeOfTheSameBeanAllTheSame() {
		set("shop.size", "abc");
		this.table.putKey("prod", "shop", "name", "t");
		this.application.reloadApplies();
		assertThat(this.shop.describe()).as("what is broken already rejects nothing").isEqualTo("10 20 t by code");
		assertThat(this.application.heard().rejected).isEmpty();
		this.application.delete("env");
		assertThat(this.shop.describe()).isEqualTo("10 20 t by code");
	}

	@Test
	void followsAGoodValueAndItsRemoval() {
		Object untouched = this.application.bean(Db.class);
		int calls = this.shop.calls.size();
		assertThat(set("shop.size", "12").status().is2xxSuccessful()).isTrue();
		assertThat(this.shop.describe()).isEqualTo("12 20 s by code");
		assertThat(this.shop.calls.subList(calls, this.shop.calls.size())).containsExactly("size");
		assertThat(this.application.delete("env").status().is2xxSuccessful()).isTrue();
		assertThat(this.shop.describe()).isEqualTo("10 20 s by code");
		assertThat(this.application.bean(Db.class)).isSameAs(untouched);
	}

	@Test
	void bindsWhatHasChangedWithoutAnEventWhenTheRebinderIsCalled() {
		ConfigurationPropertiesRebinder rebinder = this.application.bean(ConfigurationPropertiesRebinder.class);
		String bean = this.application.context().getBeanNamesForType(Shop.class)[0];
		Map<String, Object> silent = new HashMap<>(Map.of("shop.size", 17));
		this.application.context()
			.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("foreign", silent));
		int calls = this.shop.calls.size();
		rebinder.rebind();
		assertThat(this.shop.describe()).as("all beans").isEqualTo("17 20 s by code");
		assertThat(this.shop.calls.subList(calls, this.shop.calls.size())).containsExactly("size");
		silent.put("shop.size", 18);
		assertThat(rebinder.rebind(bean)).isTrue();
		assertThat(this.shop.describe()).as("by name").isEqualTo("18 20 s by code");
		silent.put("shop.size", 19);
		assertThat(rebinder.rebind(Shop.class)).isTrue();
		assertThat(this.shop.describe()).as("by type").isEqualTo("19 20 s by code");
		silent.put("shop.size", 2000);
		assertThatThrownBy(rebinder::rebind).hasMessageContainingAll("shop.size", "Max")
			.hasMessageNotContaining("2000");
		assertThat(this.shop.describe()).as("not valid").isEqualTo("19 20 s by code");
		assertThat(rebinder.rebind("nothing")).isFalse();
		silent.clear();
		rebinder.rebind();
		assertThat(this.shop.describe()).isEqualTo("10 20 s by code");
	}

	@Test
	void triesARejectedCandidateAgainAtOnceWhenTheValueInItsWayIsGone() {
		set("shop.size", "15");
		assertThat(this.shop.describe()).isEqualTo("15 20 s by code");
		this.table.putKey("prod", "shop", "limit", 12);
		this.application.reloadRejects();
		assertThat(this.shop.describe()).isEqualTo("15 20 s by code");
		this.application.delete("env");
		// It polls once an hour.
		Awaitility.await().until(() -> this.shop.describe().equals("10 12 s by code"));
	}

	@Test
	void bindsNothingForAnEventWithoutNames() {
		this.shop.setSize(14);
		this.application.context().publishEvent(new EnvironmentChangeEvent(this.application.context(), Set.of()));
		assertThat(this.shop.describe()).isEqualTo("14 20 s by code");
		this.shop.setSize(10);
	}

	@Test
	void goesOnWithTheOthersWhenABeanFailsForAForeignEvent() {
		this.application.context()
			.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("foreign",
					Map.of("shop.size", "x", "db.host", "foreign", "other.size", "77", "shop.name", "u")));
		assertThatThrownBy(() -> this.application.context()
			.publishEvent(new EnvironmentChangeEvent(this.application.context(),
					Set.of("shop.size", "db.host", "other.size"))))
			.as("as with Spring Cloud")
			.isInstanceOf(RuntimeException.class);
		assertThat(this.application.bean(Db.class).getHost()).isEqualTo("foreign");
		assertThat(this.application.bean(Other.class).getSize()).isEqualTo(77);
		assertThat(this.shop.describe()).as("exactly as it was").isEqualTo("10 20 s by code");
	}

	@Test
	void followsWhatRefersToANameOfAForeignEvent() {
		this.application.context()
			.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("foreign", Map.of("base", "b", "db.host", "${base}/x")));
		this.application.context()
			.publishEvent(new EnvironmentChangeEvent(this.application.context(), Set.of("base", "db.host")));
		assertThat(this.application.bean(Db.class).getHost()).isEqualTo("b/x");
		this.application.context()
			.getEnvironment()
			.getPropertySources()
			.replace("foreign", new MapPropertySource("foreign", Map.of("base", "c", "db.host", "${base}/x")));
		this.application.context().publishEvent(new EnvironmentChangeEvent(this.application.context(), Set.of("base")));
		assertThat(this.application.bean(Db.class).getHost()).isEqualTo("c/x");
	}

	@Test
	void undoesNothingOfOursWhenABeanFailsForAForeignEvent() {
		this.application.post("refresh");
		for (int i = 0; i < 4; i++) {
			this.table.put("prod", "db", Map.of("host", "change-" + i));
			this.application.reloadApplies();
		}
		assertThat(set("shop.size", "abc").status().isError()).isTrue();
		assertThat(this.application.property("db.host")).isEqualTo("change-3");
		assertThat(this.application.bean(Db.class).getHost()).isEqualTo("change-3");
		assertThat(this.application.store().get("db").keys()).containsEntry("host", "change-3");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Db.class, Other.class })
	static class Application {

		@Bean
		@Validated
		@ConfigurationProperties("shop")
		Shop shop() {
			Shop shop = new Shop();
			shop.setPassword("by code");
			return shop;
		}

	}

	static class Shop {

		final List<String> calls = new ArrayList<>();

		@Max(1000)
		private int size;

		private int limit = 100;

		private String name = "none";

		private String password = "";

		@AssertTrue
		boolean isWithinLimit() {
			return this.size <= this.limit || this.size > 1000;
		}

		String describe() {
			return this.size + " " + this.limit + " " + this.name + " " + this.password;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.calls.add("size");
			this.size = size;
		}

		public int getLimit() {
			return this.limit;
		}

		public void setLimit(int limit) {
			this.calls.add("limit");
			this.limit = limit;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.calls.add("name");
			this.name = name;
		}

		public String getPassword() {
			return this.password;
		}

		public void setPassword(String password) {
			this.calls.add("password");
			this.password = password;
		}

	}

	@ConfigurationProperties("db")
	static class Db {

		private String host = "none";

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

	}

	@ConfigurationProperties("other")
	static class Other {

		private int size;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

}
