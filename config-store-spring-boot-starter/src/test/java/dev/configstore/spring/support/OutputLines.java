package dev.configstore.spring.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is printed while it is open.
 */
public final class OutputLines implements AutoCloseable {

	private final PrintStream before = System.out;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	public OutputLines() {
		System.setOut(new PrintStream(this.bytes, true, StandardCharsets.UTF_8));
	}

	public String text() {
		return this.bytes.toString(StandardCharsets.UTF_8);
	}

	public List<String> warnings() {
		return text().lines().filter((line) -> line.contains(" WARN ")).toList();
	}

	@Override
	public void close() {
		System.setOut(this.before);
		this.before.print(text());
	}

}
