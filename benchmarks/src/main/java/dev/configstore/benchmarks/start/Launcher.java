package dev.configstore.benchmarks.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts an application as a process of its own, and waits for its end.
 */
final class Launcher {

	/** As {@code WebApplication} says it, which is not on this class path. */
	private static final String STARTED = "started, cpu=";

	private static final String MAIN = "dev.configstore.benchmarks.start.app.WebApplication";

	private static final String FILE = "classes";

	private final Path jdk;

	private final Path directory;

	private final Map<String, String> environment;

	/**
	 * @param jdk the home of the JDK that runs the applications
	 * @param directory a directory for their files
	 * @param environment variables each of them has
	 */
	Launcher(Path jdk, Path directory, Map<String, String> environment) {
		this.jdk = jdk;
		this.directory = directory;
		this.environment = environment;
	}

	/**
	 * Write what the application reads at its start: its settings, and what its recipe
	 * makes.
	 */
	void prepare(App app) {
		try {
			Files.createDirectories(directory(app));
			Files.writeString(directory(app).resolve("application.yml"), app.yaml());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (app.recipe() != Recipe.NONE) {
			run(app, app.recipe().write(FILE));
			if (!Files.exists(directory(app).resolve(FILE))) {
				throw new IllegalStateException("'" + app.name() + "' has left nothing for its later runs");
			}
		}
	}

	Launch launch(App app) {
		return run(app, app.recipe().read(FILE));
	}

	private Launch run(App app, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(this.jdk.resolve("bin").resolve("java").toString());
		command.addAll(arguments);
		command.addAll(List.of("-classpath", app.classPath(), MAIN));
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory(app).toFile())
			.redirectErrorStream(true);
		builder.environment().keySet().removeIf((name) -> name.startsWith("AWS_") || name.startsWith("JAVA_"));
		builder.environment().putAll(this.environment);
		try {
			long start = System.nanoTime();
			Process process = builder.start();
			String output = new String(process.getInputStream().readAllBytes());
			process.waitFor();
			double wall = millis(System.nanoTime() - start);
			return output.lines()
				.filter((line) -> line.startsWith(STARTED))
				.map((line) -> new Launch(wall, millis(Long.parseLong(line.substring(STARTED.length())))))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("'" + app.name() + "' did not start:\n" + output));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("'" + app.name() + "' was not waited for", ex);
		}
	}

	private Path directory(App app) {
		return this.directory.resolve(app.name().replaceAll("\\W+", "-"));
	}

	private static double millis(long nanos) {
		return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
	}

	/**
	 * What one start took, in milliseconds.
	 *
	 * @param wall from before the process began until after it had ended
	 * @param cpu the time of all its threads, in user and kernel mode
	 */
	record Launch(double wall, double cpu) {

	}

}
