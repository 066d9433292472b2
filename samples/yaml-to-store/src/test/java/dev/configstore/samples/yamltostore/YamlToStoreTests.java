package dev.configstore.samples.yamltostore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.configstore.ConfigStore;
import dev.configstore.Mode;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class YamlToStoreTests {

	private final ConfigStore store;

	YamlToStoreTests(EmbeddedTable table) {
		this.store = ConfigStore.builder()
			.table(table.name())
			.client(table.client())
			.store("prod")
			.mode(Mode.SIMPLE)
			.open();
	}

	@BeforeEach
	void clear(EmbeddedTable table) {
		table.clear();
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Test
	void propertiesAreThoseThatSpringBootReadFromTheFile() throws IOException {
		ClassPathResource file = new ClassPathResource("before.yml");
		try (InputStream yaml = file.getInputStream()) {
			YamlToStore.copy(yaml, this.store, List.of("db", "mail"));
		}
		EnumerablePropertySource<?> before = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("before", file)
			.get(0);
		Map<String, String> expected = new TreeMap<>();
		for (String name : before.getPropertyNames()) {
			if (name.startsWith("db.") || name.startsWith("mail.")) {
				expected.put(name, String.valueOf(before.getProperty(name)));
			}
		}
		Map<String, String> after = new TreeMap<>();
		this.store.getAll().properties().byName().forEach((name, property) -> after.put(name, property.value()));
		assertThat(after).isEqualTo(expected);
	}

	@Test
	void manyOptionsAreSeveralPublications() {
		List<String> options = IntStream.range(0, 50).mapToObj((i) -> "option-" + i).toList();
		String yaml = options.stream().map((option) -> option + ".key: 1").collect(Collectors.joining("\n"));
		YamlToStore.copy(stream(yaml), this.store, options);
		assertThat(this.store.getAll().options()).containsOnlyKeys(options);
		assertThat(this.store.history(10)).hasSize(2);
	}

	@Test
	void jsonWillDo() {
		String json = """
				{
				  "db.host": "db-1: \\"main\\" # <primary>",
				  "db.port": "5432",
				  "mail.from": "line\\nbreak"
				}
				""";
		YamlToStore.copy(stream(json), this.store, List.of("db", "mail"));
		assertThat(this.store.get("db").keys()).isEqualTo(Map.of("host", "db-1: \"main\" # <primary>", "port", "5432"));
		assertThat(this.store.get("mail").get("from")).isEqualTo("line\nbreak");
	}

	@Test
	void whatCannotBeAnOptionIsRejected() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> YamlToStore.copy(stream("debug: true"), this.store, List.of("debug")))
			.withMessageContaining("'debug'");
		assertThat(this.store.getAll().options()).isEmpty();
	}

	private static InputStream stream(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

}
