package dev.configstore.spring.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.configstore.spring.settings.ConfigStoreProperties;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/properties.md} and what an IDE is told are the same properties.
 */
class PropertiesDocumentTests {

	private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

	private final List<Property> documented = Document.of("properties.md")
		.rows("property")
		.stream()
		.map((row) -> new Property(Document.withoutTicks(row.get(0)), row.get(1), Document.withoutTicks(row.get(2))))
		.toList();

	@Test
	void everyPropertyIsInTheDocumentWithItsTypeAndDefault() {
		assertThat(this.documented).doesNotHaveDuplicates()
			.containsExactlyInAnyOrderElementsOf(properties().map(Property::of).toList());
	}

	@Test
	void everyPropertyHasADescription() {
		assertThat(properties()).allSatisfy(
				(property) -> assertThat(property.path("description").asString("")).as(name(property)).endsWith("."));
	}

	@Test
	void everyPropertyHasAnEffectInTheDocument() {
		assertThat(Document.of("properties.md").rows("property"))
			.allSatisfy((row) -> assertThat(row).hasSize(4).last().asString().isNotBlank());
	}

	@Test
	void hintsAreOfPropertiesThatExist() {
		List<String> names = properties().map(PropertiesDocumentTests::name).toList();
		assertThat(elements("hints").map(PropertiesDocumentTests::name)
			.map((name) -> name.replaceFirst("\\.(keys|values)$", ""))).isNotEmpty().isSubsetOf(names);
	}

	private static Stream<JsonNode> properties() {
		return elements("properties");
	}

	private static Stream<JsonNode> elements(String group) {
		// Other libraries have a file of this name too.
		String location = ConfigStoreProperties.class.getProtectionDomain().getCodeSource().getLocation() + METADATA;
		try (InputStream metadata = java.net.URI.create(location).toURL().openStream()) {
			return StreamSupport.stream(JsonMapper.shared().readTree(metadata).get(group).spliterator(), false);
		}
		catch (IOException ex) {
			throw new IllegalStateException(location, ex);
		}
	}

	private static String name(JsonNode element) {
		return element.get("name").asString();
	}

	/**
	 * One property.
	 *
	 * @param name its name
	 * @param type what it takes, as the document says it
	 * @param preset its default, or an empty text
	 */
	record Property(String name, String type, String preset) {

		private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("java.lang.Boolean", "boolean"),
				Map.entry("java.lang.Integer", "number"), Map.entry("java.lang.Long", "number"),
				Map.entry("java.lang.String", "text"), Map.entry("java.time.Duration", "duration"),
				Map.entry("java.net.URI", "URI"), Map.entry("java.nio.file.Path", "path"),
				Map.entry("java.util.List<java.lang.String>", "list"),
				Map.entry("java.util.Map<java.lang.String,java.lang.String>", "map"),
				Map.entry("java.util.Set<java.lang.String>", "list"));

		static Property of(JsonNode property) {
			String type = property.get("type").asString();
			return new Property(PropertiesDocumentTests.name(property),
					Objects.requireNonNullElseGet(TYPES.get(type), () -> constants(type)),
					property.path("defaultValue").asString(""));
		}

		private static String constants(String type) {
			Object[] constants = ClassUtils.resolveClassName(type, null).getEnumConstants();
			return Arrays.stream(constants)
				.map((constant) -> "`" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
				.collect(Collectors.joining(", "));
		}

	}

}
