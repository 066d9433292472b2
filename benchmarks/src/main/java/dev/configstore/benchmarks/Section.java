package dev.configstore.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The sections of the report, in its order.
 */
enum Section {

	READ_COST("read-cost", "readcost.ReadCost") {

		@Override
		ForkedJvm jvm() {
			return withPeer(super.jvm(), Path.of("target", "archaius.classpath"));
		}

	},

	LOADING("loading", "loading.Loading"),

	START("start", "start.Start"),

	LOOK_UPS("lookups", "lookup.LookUps"),

	REFRESH("refresh", "refresh.Refresh"),

	QUIET("quiet", "quiet.QuietRunning");

	private final String argument;

	private final String main;

	Section(String argument, String main) {
		this.argument = argument;
		this.main = Section.class.getPackageName() + "." + main;
	}

	/**
	 * Return the section of a name on the command line.
	 */
	static Section of(String argument) {
		return Arrays.stream(values())
			.filter((section) -> section.argument.equals(argument))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no section '" + argument + "', only "
					+ Arrays.stream(values()).map(Section::toString).toList()));
	}

	/**
	 * Run the section in a JVM of its own.
	 * @param file where it writes its part of the report to
	 */
	void run(Path file) {
		jvm().run(file.toString());
	}

	ForkedJvm jvm() {
		return ForkedJvm.of(this.main);
	}

	private static ForkedJvm withPeer(ForkedJvm jvm, Path classPath) {
		try {
			return jvm
				.withClassPath(jvm.classPath() + System.getProperty("path.separator") + Files.readString(classPath));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The build writes " + classPath + ": run it first", ex);
		}
	}

	@Override
	public String toString() {
		return this.argument;
	}

}
