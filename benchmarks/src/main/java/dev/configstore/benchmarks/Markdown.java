package dev.configstore.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of the report, written from top to bottom.
 */
public final class Markdown {

	private final StringBuilder text = new StringBuilder();

	/**
	 * Begin a section.
	 * @param heading its heading, of the second level
	 */
	public static Markdown section(String heading) {
		return new Markdown().line("## " + heading);
	}

	Markdown line(String line) {
		this.text.append(line).append("\n\n");
		return this;
	}

	/**
	 * Add a heading of the third level.
	 */
	public Markdown heading(String heading) {
		return line("### " + heading);
	}

	/**
	 * Add a paragraph.
	 */
	public Markdown paragraph(String paragraph) {
		return line(paragraph);
	}

	/**
	 * Add a table. What begins with a digit in the first row is taken for a figure, and
	 * its column is aligned to the right.
	 * @param headings the headings of the columns
	 * @param rows the rows, of as many cells each
	 */
	public Markdown table(List<String> headings, List<List<String>> rows) {
		List<String> first = rows.isEmpty() ? Collections.nCopies(headings.size(), "") : rows.get(0);
		return line(Stream.concat(
				Stream.of(row(headings),
						row(first.stream().map((cell) -> cell.matches("[<>]?[\\d–].*") ? "---:" : "---").toList())),
				rows.stream().map(Markdown::row))
			.collect(Collectors.joining("\n")));
	}

	private static String row(List<String> cells) {
		return "| " + String.join(" | ", cells) + " |";
	}

	/**
	 * Add a table of what was to be reached, and whether it was.
	 */
	public Markdown targets(Target... targets) {
		return table(List.of("to reach", "at most", "measured", "verdict"), Arrays.stream(targets)
			.map((target) -> List.of(target.what(), figure(target.limit()), figure(target.figure()), target.verdict()))
			.toList());
	}

	/**
	 * Write a figure with about three digits: 0.52, 63.2, 3,461.
	 */
	public static String figure(double figure) {
		double size = Math.abs(figure);
		if (Double.isNaN(figure)) {
			return "–";
		}
		int decimals = (size >= 100) ? 0 : (size >= 10) ? 1 : (size >= 1 || size == 0) ? 2 : 3;
		return String.format(Locale.ROOT, "%,." + decimals + "f", figure);
	}

	/**
	 * Write a ratio: 1.05 ×.
	 */
	public static String ratio(double figure) {
		return Double.isNaN(figure) ? "–" : figure(figure) + " ×";
	}

	/**
	 * Write what was added so far to a file.
	 */
	public void writeTo(Path file) {
		try {
			Files.writeString(file, toString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
