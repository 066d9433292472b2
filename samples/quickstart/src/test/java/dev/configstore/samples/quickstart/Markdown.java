package dev.configstore.samples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the project.
 *
 * @param file the file, from the root of the project
 * @param lines its lines
 */
record Markdown(String file, List<String> lines) {

	static final Pattern MARKER = Pattern.compile("<!-- snippet: (\\S+) -->");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("#+ (.*)");

	private static final String FENCE = "```";

	static Markdown of(String file) {
		return new Markdown(file, lines(file));
	}

	/**
	 * Those with snippets: what users read.
	 */
	static List<Markdown> guides() {
		try (Stream<Path> files = Files.list(root().resolve("docs"))) {
			Stream<String> pages = files.map((file) -> "docs/" + file.getFileName())
				.filter((file) -> file.endsWith(".md"))
				.sorted();
			return Stream.concat(Stream.of("README.md"), pages).map(Markdown::of).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<String> lines(String file) {
		try {
			return Files.readAllLines(root().resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Path root() {
		return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
			.filter((directory) -> Files.exists(directory.resolve("mvnw")))
			.findFirst()
			.orElseThrow();
	}

	List<Snippet> snippets() {
		List<Snippet> snippets = new ArrayList<>();
		for (int i = 0; i < this.lines.size(); i++) {
			Matcher marker = MARKER.matcher(this.lines.get(i));
			if (marker.matches()) {
				List<String> rest = this.lines.subList(i + 2, this.lines.size());
				snippets.add(new Snippet(this.file, Objects.requireNonNull(marker.group(1)), i + 2,
						this.lines.get(i + 1), List.copyOf(rest.subList(0, rest.indexOf(FENCE)))));
			}
		}
		return snippets;
	}

	/** The lines outside of blocks of code. */
	private List<String> prose() {
		List<String> prose = new ArrayList<>();
		boolean code = false;
		for (String line : this.lines) {
			code ^= line.startsWith(FENCE);
			if (!code) {
				prose.add(line);
			}
		}
		return prose;
	}

	/**
	 * Where links lead: paths from the root of the project, with anchors.
	 */
	List<String> targets() {
		Path directory = Objects.requireNonNullElse(Path.of(this.file).getParent(), Path.of(""));
		return LINK.matcher(String.join("\n", prose()))
			.results()
			.map((link) -> link.group(1))
			.filter((target) -> !target.startsWith("http"))
			.map((target) -> target.startsWith("#") ? this.file + target
					: directory.resolve(target).normalize().toString())
			.toList();
	}

	/**
	 * The anchors of the headings, by the rules of those who show the documents.
	 */
	List<String> anchors() {
		return prose().stream()
			.map(HEADING::matcher)
			.filter(Matcher::matches)
			.map((heading) -> heading.group(1)
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N}_ -]", "")
				.replace(' ', '-'))
			.toList();
	}

	@Override
	public String toString() {
		return this.file;
	}

	/**
	 * A part of a file that is compiled and run.
	 *
	 * @param document where it is shown
	 * @param file the file
	 * @param line the line of its first line
	 * @param fence what opens the block
	 * @param lines the lines
	 */
	record Snippet(String document, String file, int line, String fence, List<String> lines) {

		@Override
		public String toString() {
			return this.file + " in line " + this.line + " of " + this.document;
		}

	}

}
