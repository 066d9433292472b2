package dev.configstore.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * The head of the report: where, when and with which versions it was made.
 */
final class Machine {

	private static final Path CPUS = Path.of("/proc/cpuinfo");

	private Machine() {
	}

	static String describe() {
		String now = OffsetDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'"));
		return new Markdown().line("# Benchmarks, " + now)
			.paragraph("Compare what stands in one table: all of it was measured in one run, in turns, and what is "
					+ "shown is the median of several rounds. Ratios carry over to other machines, times do not."
					+ (Rounds.isQuick() ? " **This was a quick run, to try it: its figures mean little.**" : ""))
			.table(List.of("what", "which"), Stream.concat(machine(), versions()).toList())
			.toString();
	}

	private static Stream<List<String>> machine() {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return Stream.of(
				List.of("Machine",
						cpu() + ", " + system.getAvailableProcessors() + " cores, "
								+ Math.round(system.getTotalMemorySize() / 1e9) + " GB"),
				List.of("Load before", Markdown.figure(system.getSystemLoadAverage())),
				List.of("System", system.getName() + " " + system.getVersion() + ", " + system.getArch()),
				List.of("JDK", System.getProperty("java.vm.name") + " " + Runtime.version()));
	}

	private static String cpu() {
		if (!Files.isReadable(CPUS)) {
			return "unknown processor";
		}
		try (Stream<String> lines = Files.lines(CPUS)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("unknown processor");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What the build was made with, which Maven filled in.
	 */
	private static Stream<List<String>> versions() {
		Properties versions = new Properties();
		try (InputStream file = Machine.class.getResourceAsStream("/benchmarks-versions.properties")) {
			versions.load(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new TreeSet<>(versions.stringPropertyNames()).stream()
			.map((name) -> List.of(name, versions.getProperty(name)));
	}

}
