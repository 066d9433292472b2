package dev.configstore.spring.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks the table in {@code docs/configuration-sources.md} cell by cell: for each place
 * an import can stand, and both doors, who wins over whom.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ConfigurationSourcesTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "configuration-sources.md");

	private static EmbeddedTable table;

	@TempDir
	private Path directory;

	@BeforeAll
	static void fill(EmbeddedTable embedded) {
		table = embedded;
		Map<String, String> values = new LinkedHashMap<>();
		Arrays.stream(Rival.values()).forEach((rival) -> values.put(rival.name().toLowerCase(), "store"));
		table.put("prod", "over", values);
	}

	@ParameterizedTest
	@EnumSource
	void winsAsDocumentedWhenTheImportStandsIn(Place place) throws IOException {
		TestApplication application = new TestApplication(this.directory, table);
		application.argument("spring.profiles.active", "dev");
		Arrays.stream(Rival.values()).forEach((rival) -> rival.setUp.accept(application));
		place.setUp.accept(application,
				"optional:file:" + file("earlier.yml") + ",config-store:,optional:file:" + file("later.yml"));
		try (ConfigurableApplicationContext context = application.run()) {
			Map<Rival, String> winners = new LinkedHashMap<>();
			for (Rival rival : Rival.values()) {
				winners.put(rival, context.getEnvironment().getProperty(rival.property()));
			}
			assertThat(winners).isEqualTo(documented().get(place));
			assertThat(application.requests().operations()).containsExactly("Query");
			assertThat(application.requests().pollsAtVersions()).isLessThanOrEqualTo(2);
			assertThat(application.clients().opened()).isOne();
		}
		assertThat(application.clients().open()).isZero();
	}

	@Test
	void documentsEveryPlaceWhenThereIsOneMore() throws IOException {
		assertThat(documented().keySet()).containsExactly(Place.values());
	}

	private String file(String name) {
		return this.directory.resolve(name).toString();
	}

	/**
	 * The cells of the table by its rows and columns.
	 */
	private static Map<Place, Map<Rival, String>> documented() throws IOException {
		List<List<String>> rows = Files.readAllLines(DOCUMENT)
			.stream()
			.dropWhile((line) -> !line.startsWith("| The import stands in"))
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> Arrays.stream(line.substring(1).split("\\|")).map(String::trim).toList())
			.toList();
		List<String> header = rows.get(0).subList(1, rows.get(0).size());
		assertThat(header)
			.containsExactly(Arrays.stream(Rival.values()).map((rival) -> rival.title).toArray(String[]::new));
		Map<Place, Map<Rival, String>> documented = new LinkedHashMap<>();
		for (List<String> row : rows.subList(2, rows.size())) {
			Map<Rival, String> cells = new LinkedHashMap<>();
			Arrays.stream(Rival.values())
				.forEach((rival) -> cells.put(rival, row.get(1 + rival.ordinal()).replace("*", "")));
			documented.put(Place.of(row.get(0)), cells);
		}
		return documented;
	}

	/**
	 * Where an import can stand.
	 */
	enum Place {

		FILE("`application.yml`",
				(application, imports) -> application.file("application.yml",
						"spring.config.import: '" + imports + "'")),

		PROFILE_FILE("`application-dev.yml`",
				(application, imports) -> application.file("application-dev.yml",
						"spring.config.import: '" + imports + "'")),

		DOCUMENT("a document of `application.yml` for the profile",
				(application, imports) -> application.file("application.yml",
						"---\nspring.config.activate.on-profile: dev\nspring.config.import: '" + imports + "'")),

		DEFAULT_PROPERTY("default properties",
				(application, imports) -> application.defaultProperty("spring.config.import", imports)),

		ENVIRONMENT_VARIABLE("an environment variable",
				(application, imports) -> application.environmentVariable("SPRING_CONFIG_IMPORT", imports)),

		SYSTEM_PROPERTY("a system property",
				(application, imports) -> application.systemProperty("spring.config.import", imports)),

		ARGUMENT("a command line argument",
				(application, imports) -> application.argument("spring.config.import", imports)),

		TEST_PROPERTY("`@SpringBootTest(properties = …)`",
				(application, imports) -> application.testProperty("spring.config.import", imports)),

		BOOTSTRAP("no import: the bootstrap context", (application, imports) -> {
			Door.BOOTSTRAP.open(application);
			application.file("application.yml",
					"spring.config.import: '" + imports.replace("config-store:,", "") + "'");
		}),

		BOTH_WITH_FILE("`application.yml`, and the bootstrap context", (application, imports) -> {
			Door.BOOTSTRAP.open(application);
			FILE.setUp.accept(application, imports);
		}),

		BOTH_WITH_ARGUMENT("a command line argument, and the bootstrap context", (application, imports) -> {
			Door.BOOTSTRAP.open(application);
			ARGUMENT.setUp.accept(application, imports);
		});

		private final String title;

		private final BiConsumer<TestApplication, String> setUp;

		Place(String title, BiConsumer<TestApplication, String> setUp) {
			this.title = title;
			this.setUp = setUp;
		}

		public static Place of(String title) {
			return Arrays.stream(values()).filter((place) -> place.title.equals(title)).findFirst().orElseThrow();
		}

	}

	/**
	 * Where the same property can be set as well.
	 */
	enum Rival {

		ARGUMENT("command line", (application) -> application.argument("over.argument", "local")),

		SYSTEM("system property", (application) -> application.systemProperty("over.system", "local")),

		ENVIRONMENT("environment variable",
				(application) -> application.environmentVariable("OVER_ENVIRONMENT", "local")),

		PROFILE("`application-dev.yml`",
				(application) -> application.file("application-dev.yml", "over.profile: local")),

		FILE("`application.yml`", (application) -> application.file("application.yml", "over.file: local")),

		LATER("later import", (application) -> application.file("later.yml", "over.later: local")),

		EARLIER("earlier import", (application) -> application.file("earlier.yml", "over.earlier: local")),

		DEFAULT("default properties", (application) -> application.defaultProperty("over.default", "local"));

		private final String title;

		private final Consumer<TestApplication> setUp;

		Rival(String title, Consumer<TestApplication> setUp) {
			this.title = title;
			this.setUp = setUp;
		}

		String property() {
			return "over." + name().toLowerCase();
		}

	}

}
