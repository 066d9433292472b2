package dev.configstore.spring.platform;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own: another Java, another class path, or what would be left behind in
 * this one. Where a {@link Conversation} runs in it, it is asked and answers.
 */
final class ForkedJvm implements AutoCloseable {

	private static final int SECONDS = 90;

	private final Process process;

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final Thread reader;

	private ForkedJvm(Process process) {
		this.process = process;
		this.reader = new Thread(this::read, "forked-jvm-output");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	static Command of(Class<?> main) {
		return new Command(main.getName());
	}

	/**
	 * Return where a Java of at least a version is: this one, the one that
	 * {@code JAVA_HOME_25} (say) names, or one that is installed where Linux has them.
	 */
	static Optional<Path> java(int version) {
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

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.add(line);
				if (line.startsWith(Conversation.ANSWER)) {
					this.answers.add(line.substring(Conversation.ANSWER.length()));
				}
			}
		}
		catch (IOException ex) {
			// Killed.
		}
	}

	/**
	 * Say a line, and return the answer.
	 */
	String ask(String question) {
		try {
			this.process.outputWriter().write(question + "\n");
			this.process.outputWriter().flush();
		}
		catch (IOException ex) {
			throw new IllegalStateException("It has ended: " + this, ex);
		}
		return answer();
	}

	/**
	 * Return the next answer, which nobody need have asked for.
	 */
	String answer() {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
		try {
			while (System.nanoTime() < end) {
				String answer = this.answers.poll(1, TimeUnit.SECONDS);
				if (answer != null) {
					return answer;
				}
				if (!this.reader.isAlive() && this.answers.isEmpty()) {
					break;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new IllegalStateException("No answer: " + this);
	}

	/**
	 * Return what it wrote so far, lines of the log among it.
	 */
	List<String> output() {
		return List.copyOf(this.output);
	}

	/**
	 * Say nothing more and wait for its end.
	 * @return the exit code
	 */
	int end() {
		try {
			this.process.outputWriter().close();
			if (!this.process.waitFor(SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException("It does not end: " + this);
			}
			this.reader.join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	@Override
	public String toString() {
		return String.join("\n", this.output);
	}

	/**
	 * What is to be run.
	 */
	static final class Command {

		private final String main;

		private final List<Path> classPath = Arrays
			.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.collect(Collectors.toCollection(ArrayList::new));

		private final List<String> options = new ArrayList<>(
				List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));

		private final List<String> arguments = new ArrayList<>();

		private Path home = Path.of(System.getProperty("java.home"));

		private Command(String main) {
			this.main = main;
			// It would restart each application.
			without("spring-boot-devtools");
			property("java.awt.headless", "true");
			property("aws.accessKeyId", "test");
			property("aws.secretAccessKey", "test");
		}

		Command home(Path home) {
			this.home = home;
			return this;
		}

		/**
		 * Leave some jars out.
		 * @param names what their file names begin with
		 */
		Command without(String... names) {
			this.classPath.removeIf(
					(path) -> Stream.of(names).anyMatch((name) -> path.getFileName().toString().startsWith(name)));
			return this;
		}

		Command first(Path... paths) {
			this.classPath.addAll(0, List.of(paths));
			return this;
		}

		Command last(Path... paths) {
			this.classPath.addAll(List.of(paths));
			return this;
		}

		List<Path> classPath() {
			return this.classPath;
		}

		Command option(String option) {
			this.options.add(option);
			return this;
		}

		Command property(String name, Object value) {
			return option("-D" + name + "=" + value);
		}

		Command properties(Map<String, ?> properties) {
			properties.forEach(this::property);
			return this;
		}

		Command arguments(String... arguments) {
			this.arguments.addAll(List.of(arguments));
			return this;
		}

		ForkedJvm start() {
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

}
