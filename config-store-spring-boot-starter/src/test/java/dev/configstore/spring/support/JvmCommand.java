package dev.configstore.spring.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be run in a {@link ForkedJvm}.
 */
public final class JvmCommand {

	private final String main;

	private final List<Path> classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
		.map(Path::of)
		.collect(Collectors.toCollection(ArrayList::new));

	private final List<String> options = new ArrayList<>(
			List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));

	private final List<String> arguments = new ArrayList<>();

	private Path home = Path.of(System.getProperty("java.home"));

	private JvmCommand(Class<?> main) {
		this.main = main.getName();
		// It would restart each application.
		without("spring-boot-devtools");
		property("java.awt.headless", "true");
		property("aws.accessKeyId", "test");
		property("aws.secretAccessKey", "test");
	}

	public static JvmCommand of(Class<?> main) {
		return new JvmCommand(main);
	}

	/**
	 * Return where a Java of at least a version is: this one, the one that
	 * {@code JAVA_HOME_25} (say) names, or one that is installed where Linux has them.
	 */
	public static Optional<Path> java(int version) {
		if (Runtime.version().feature() >= version) {
			return Optional.of(Path.of(System.getProperty("java.home")));
		}
		String named = System.getenv("JAVA_HOME_" + version);
		if (named != null) {
			return Optional.of(Path.of(named));
		}
		try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
			return installed.filter((home) -> isVersion(home, version)).findFirst();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	private static boolean isVersion(Path home, int version) {
		try {
			return Files.exists(home.resolve("bin/java"))
					&& Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + version);
		}
		catch (IOException ex) {
			return false;
		}
	}

	public JvmCommand home(Path home) {
		this.home = home;
		return this;
	}

	/**
	 * Leave some jars out.
	 * @param names what their file names begin with
	 */
	public JvmCommand without(String... names) {
		this.classPath
			.removeIf((path) -> Stream.of(names).anyMatch((name) -> path.getFileName().toString().startsWith(name)));
		return this;
	}

	public JvmCommand first(Path... paths) {
		this.classPath.addAll(0, List.of(paths));
		return this;
	}

	public JvmCommand last(Path... paths) {
		this.classPath.addAll(List.of(paths));
		return this;
	}

	public List<Path> classPath() {
		return this.classPath;
	}

	public JvmCommand option(String option) {
		this.options.add(option);
		return this;
	}

	public JvmCommand property(String name, Object value) {
		return option("-D" + name + "=" + value);
	}

	public JvmCommand properties(Map<String, ?> properties) {
		properties.forEach(this::property);
		return this;
	}

	public JvmCommand arguments(String... arguments) {
		this.arguments.addAll(List.of(arguments));
		return this;
	}

	public ForkedJvm start() {
		List<String> command = new ArrayList<>(List.of(this.home.resolve("bin/java").toString()));
		command.addAll(this.options);
		command.addAll(List.of("-cp",
				this.classPath.stream().map(Objects::toString).collect(Collectors.joining(File.pathSeparator)),
				this.main));
		command.addAll(this.arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("AWS_"));
		try {
			return new ForkedJvm(builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
