package dev.configstore.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.configstore.benchmarks.Markdown;
import dev.configstore.benchmarks.Rounds;
import dev.configstore.benchmarks.Target;
import dev.configstore.benchmarks.start.Launcher.Launch;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;

import org.springframework.util.FileSystemUtils;

/**
 * Section 3: what the start of a web application takes, with the same properties from
 * each place. DynamoDB and Parameter Store are played by this process.
 */
public final class Start {

	/**
	 * The home of a JDK from 25 on: it has another recipe, and gets a table of its own.
	 */
	private static final String NEWER_JDK = "AOT_CACHE_JAVA_HOME";

	private static final int ROUNDS = 11;

	private static final double LIMIT = 1.05;

	private static final int PROPERTIES = 100;

	private Start() {
	}

	/**
	 * Run the section.
	 * @param arguments the file to write
	 * @throws IOException if a file cannot be written
	 */
	public static void main(String[] arguments) throws IOException {
		Path directory = Files.createTempDirectory("config-store-start");
		Map<String, String> properties = properties();
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start();
				ParameterStoreServer parameters = new ParameterStoreServer("/config/application/", properties)) {
			EmbeddedTable table = dynamoDb.createTable("config");
			options(properties).forEach((option, keys) -> table.put("prod", option, keys));
			Apps apps = new Apps(properties, table.endpoint(), parameters.endpoint());
			Map<String, String> environment = Map.of("AWS_REGION", table.region(), "AWS_ACCESS_KEY_ID", "test",
					"AWS_SECRET_ACCESS_KEY", "test", "AWS_EC2_METADATA_DISABLED", "true");
			Markdown section = Markdown.section("Start of a web application");
			section.paragraph(
					"The whole process of a small Boot application with web MVC, until it is ready, with the same "
							+ PROPERTIES
							+ " properties from each place. The bare floor is one client, one strongly consistent "
							+ "Query and one map source. Config Store brings Spring Cloud Context along, which is shown by itself.");
			Path jdk = Path.of(System.getProperty("java.home"));
			report(section, apps, Recipe.APP_CDS, new Launcher(jdk, directory.resolve("jdk"), environment));
			String newer = System.getenv(NEWER_JDK);
			if (newer != null) {
				section.heading("JDK of " + NEWER_JDK + " (" + Path.of(newer).getFileName() + ")");
				report(section, apps, Recipe.AOT_CACHE,
						new Launcher(Path.of(newer), directory.resolve("newer"), environment));
			}
			section.writeTo(Path.of(arguments[0]));
		}
		finally {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	private static void report(Markdown section, Apps apps, Recipe recipe, Launcher launcher) {
		List<App> all = new ArrayList<>(
				List.of(apps.local(), apps.floor(), apps.floorWithSpringCloud(), apps.ours(), apps.parameterStore()));
		List.of(apps.local(), apps.floor(), apps.ours()).forEach((app) -> all.add(app.with(recipe)));
		all.forEach(launcher::prepare);
		all.forEach(launcher::launch);
		int rounds = Rounds.count(ROUNDS);
		Map<App, List<Double>> times = new LinkedHashMap<>();
		Map<App, Double> walls = Rounds.medians(rounds, all, (app) -> {
			Launch launch = launcher.launch(app);
			times.computeIfAbsent(app, (first) -> new ArrayList<>()).add(launch.cpu());
			return launch.wall();
		});
		Map<App, Double> cpus = new LinkedHashMap<>();
		times.forEach(
				(app, cpu) -> cpus.put(app, Rounds.median(cpu.stream().mapToDouble(Double::doubleValue).toArray())));
		App floor = apps.floor();
		section.table(List.of("properties from", "wall, ms", "to the floor", "CPU, ms", "to the floor"),
				all.stream().map((app) -> row(app, floor, walls, cpus)).toList());
		section.paragraph("Medians of " + rounds + " rounds, in turns. The recipe, " + recipe.title()
				+ ": the JVM is started once with `" + recipe.write("app").get(0) + "`, and from then on with `"
				+ recipe.read("app").get(0) + "`, with the same class path.");
		section.targets(target("wall", walls, apps.ours(), floor), target("CPU", cpus, apps.ours(), floor));
	}

	private static List<String> row(App app, App floor, Map<App, Double> walls, Map<App, Double> cpus) {
		return List.of(app.name(), Markdown.figure(figure(walls, app)), Markdown.ratio(ratio(walls, app, floor)),
				Markdown.figure(figure(cpus, app)), Markdown.ratio(ratio(cpus, app, floor)));
	}

	private static Target target(String what, Map<App, Double> figures, App ours, App floor) {
		return new Target("start, " + what + ", to the bare floor", LIMIT, ratio(figures, ours, floor));
	}

	private static double ratio(Map<App, Double> figures, App one, App other) {
		return figure(figures, one) / figure(figures, other);
	}

	private static double figure(Map<App, Double> figures, App app) {
		return Objects.requireNonNull(figures.get(app));
	}

	static Map<String, String> properties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("database.host", "db.example.org");
		properties.put("database.port", "5433");
		properties.put("database.pool.max", "20");
		properties.put("mail.sender", "shop@example.org");
		properties.put("mail.timeout", "5s");
		properties.put("greeting.text", "Hello");
		for (int i = properties.size(); i < PROPERTIES; i++) {
			properties.put(String.format(Locale.ROOT, "setting-%03d.value", i), "value-" + i);
		}
		return properties;
	}

	/**
	 * Put properties into options: the last part of a name is its key.
	 */
	static Map<String, Map<String, String>> options(Map<String, String> properties) {
		Map<String, Map<String, String>> options = new LinkedHashMap<>();
		properties.forEach((name, value) -> {
			int dot = name.lastIndexOf('.');
			options.computeIfAbsent(name.substring(0, dot), (first) -> new LinkedHashMap<>())
				.put(name.substring(dot + 1), value);
		});
		return options;
	}

	static String yaml(Map<String, String> properties) {
		return properties.entrySet()
			.stream()
			.map((property) -> property.getKey() + ": \"" + property.getValue() + "\"\n")
			.collect(Collectors.joining());
	}

}
