package dev.configstore.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM like this one, with its class path and its {@code config-store.benchmarks}
 * properties, for a main class.
 *
 * @param main the name of the class to be run
 * @param classPath its class path
 * @param jvmArguments what the JVM is told besides
 */
public record ForkedJvm(String main, String classPath, List<String> jvmArguments) {

	/** Only warnings: what the SDK says at debug would be what is measured. */
	private static final String QUIET = "-Dlogback.configurationFile=logback-quiet.xml";

	/**
	 * Describe a JVM with the class path of this one and quiet logging.
	 */
	public static ForkedJvm of(Class<?> main) {
		return of(main.getName());
	}

	static ForkedJvm of(String main) {
		return new ForkedJvm(main, System.getProperty("java.class.path"), List.of(QUIET));
	}

	/**
	 * Describe one that is told more.
	 */
	public ForkedJvm with(String... moreJvmArguments) {
		return new ForkedJvm(this.main, this.classPath,
				Stream.concat(this.jvmArguments.stream(), Stream.of(moreJvmArguments)).toList());
	}

	/**
	 * Describe one with another class path.
	 */
	public ForkedJvm withClassPath(String classPath) {
		return new ForkedJvm(this.main, classPath, this.jvmArguments);
	}

	/**
	 * Return what starts it; its error output goes to this process's.
	 */
	public ProcessBuilder process(List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.jvmArguments);
		System.getProperties()
			.stringPropertyNames()
			.stream()
			.filter((name) -> name.startsWith("config-store.benchmarks."))
			.forEach((name) -> command.add("-D" + name + "=" + System.getProperty(name)));
		command.addAll(List.of("-classpath", this.classPath, this.main));
		command.addAll(arguments);
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
	}

	/**
	 * Run it to its end, with its output among this process's.
	 * @throws IllegalStateException if it does not end with 0
	 */
	public void run(String... arguments) {
		run(List.of(arguments), ProcessBuilder.Redirect.INHERIT);
	}

	/**
	 * Run it to its end.
	 * @return the lines of its output
	 * @throws IllegalStateException if it does not end with 0
	 */
	public List<String> lines(List<String> arguments) {
		return run(arguments, ProcessBuilder.Redirect.PIPE);
	}

	private List<String> run(List<String> arguments, ProcessBuilder.Redirect output) {
		try {
			Process process = process(arguments).redirectOutput(output).start();
			List<String> lines = process.inputReader().lines().toList();
			int code = process.waitFor();
			if (code != 0) {
				throw new IllegalStateException(this.main + " ended with " + code);
			}
			return lines;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(this.main + " was not waited for", ex);
		}
	}

}
