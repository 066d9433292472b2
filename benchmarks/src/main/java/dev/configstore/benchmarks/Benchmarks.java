package dev.configstore.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The one command: runs sections and writes {@code target/report.md}. Its arguments are
 * the names of sections; none, or {@code all}, are all of them.
 */
public final class Benchmarks {

	private static final Path TARGET = Path.of("target");

	private Benchmarks() {
	}

	/**
	 * Run sections one after the other. One that fails is named in the report, and the
	 * others run.
	 * @param arguments the names of sections, apart or in one argument with commas or
	 * spaces
	 * @throws IOException if the report cannot be written
	 */
	public static void main(String[] arguments) throws IOException {
		List<Section> failed = new ArrayList<>();
		String report = report(sections(arguments), Files.createDirectories(TARGET.resolve("sections")), failed);
		Path file = TARGET.resolve("report.md");
		Files.writeString(file, report);
		System.out.println("Written: " + file.toAbsolutePath());
		if (!failed.isEmpty()) {
			System.err.println("Failed: " + failed);
			System.exit(1);
		}
	}

	private static String report(List<Section> sections, Path parts, List<Section> failed) throws IOException {
		return report(sections, parts, (section, part) -> {
			System.out.println("Section " + section + " …");
			try {
				section.run(part);
			}
			catch (IllegalStateException ex) {
				System.err.println(ex.getMessage());
				failed.add(section);
			}
		});
	}

	/**
	 * Return the report of some sections.
	 * @param parts the directory for what the sections write
	 * @param run runs a section
	 */
	static String report(List<Section> sections, Path parts, BiConsumer<Section, Path> run) throws IOException {
		StringBuilder report = new StringBuilder(Machine.describe());
		for (Section section : sections) {
			Path part = parts.resolve(section + ".md");
			Files.deleteIfExists(part);
			run.accept(section, part);
			report.append(Files.exists(part) ? Files.readString(part)
					: "## " + section + "\n\nThis section failed: the console says why.\n\n");
		}
		return report.toString();
	}

	static List<Section> sections(String... arguments) {
		List<String> names = Arrays.stream(arguments)
			.flatMap((argument) -> Arrays.stream(argument.split("[,\\s]+")))
			.filter((name) -> !name.isEmpty())
			.toList();
		return (names.isEmpty() || names.contains("all")) ? List.of(Section.values())
				: names.stream().map(Section::of).toList();
	}

}
