package dev.configstore.spring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name the file's name
 * @param text its content
 */
record Document(String name, String text) {

	static Document of(String name) {
		return new Document(name, text(root().resolve("docs").resolve(name)));
	}

	static Path root() {
		return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
			.filter((directory) -> Files.exists(directory.resolve("mvnw")))
			.findFirst()
			.orElseThrow();
	}

	static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(file.toString(), ex);
		}
	}

	/**
	 * The rows of all tables whose first column has this heading, cell by cell.
	 */
	List<List<String>> rows(String firstHeading) {
		boolean[] inside = new boolean[1];
		return this.text.lines().filter((line) -> {
			boolean heading = line.startsWith(firstHeading.isEmpty() ? "| |" : "| " + firstHeading + " |");
			inside[0] = heading || inside[0] && line.startsWith("|");
			return inside[0] && !heading && !line.startsWith("|--");
		}).map(Document::cells).toList();
	}

	private static List<String> cells(String row) {
		String inner = row.substring(1, row.lastIndexOf('|'));
		// A vertical bar inside of a cell has a backslash before it.
		return Arrays.stream(inner.split("(?<!\\\\)\\|")).map((cell) -> cell.replace("\\|", "|").trim()).toList();
	}

	/**
	 * The first block of code below a heading.
	 */
	String code(String heading) {
		int start = this.text.indexOf("\n" + heading + "\n");
		if (start < 0) {
			throw new IllegalArgumentException(this.name + " has no heading '" + heading + "'");
		}
		int code = this.text.indexOf('\n', this.text.indexOf("```", start)) + 1;
		return this.text.substring(code, this.text.indexOf("```", code));
	}

	/**
	 * All blocks of code in a language.
	 */
	List<String> blocks(String language) {
		return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
			.matcher(this.text)
			.results()
			.map((block) -> block.group(1))
			.toList();
	}

	/**
	 * What stands between backticks.
	 */
	static List<String> ticked(String text) {
		return Pattern.compile("`([^`]+)`").matcher(text).results().map((name) -> name.group(1)).toList();
	}

	@Override
	public String toString() {
		return this.name;
	}

	static String withoutTicks(String cell) {
		return cell.replace("`", "");
	}

}
