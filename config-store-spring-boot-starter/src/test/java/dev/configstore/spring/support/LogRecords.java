package dev.configstore.spring.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What is logged while it is open, with stack traces. Printed nowhere: at TRACE it is a
 * lot.
 */
public final class LogRecords implements AutoCloseable {

	/** For {@code logging.pattern.console}. */
	public static final String PATTERN = "\u0001%logger|%level %msg%n%ex";

	private final PrintStream before = System.out;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	public LogRecords() {
		System.setOut(new PrintStream(this.bytes, true, StandardCharsets.UTF_8));
	}

	public List<LogRecord> all() {
		return Arrays.stream(this.bytes.toString(StandardCharsets.UTF_8).split("\u0001"))
			.map((text) -> text.split("\\|", 2))
			.map((parts) -> (parts.length == 2) ? new LogRecord(parts[0], parts[1]) : new LogRecord("", parts[0]))
			.toList();
	}

	@Override
	public void close() {
		System.setOut(this.before);
	}

	/**
	 * A record.
	 *
	 * @param text level, message and stack trace
	 */
	public record LogRecord(String logger, String text) {

	}

}
