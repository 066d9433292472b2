package dev.configstore.dynamodb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import dev.configstore.dynamodb.item.ReadUnits;
import dev.configstore.model.CostForecast;
import dev.configstore.model.ReloadSchedule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CostForecastTests {

	private static final int OPTION = 200;

	@Test
	void aSmallStoreCostsAPollOfHalfAUnit() {
		CostForecast forecast = forecast(10, 300, 30);
		assertThat(forecast.rcuPerPoll()).isEqualTo(0.5);
		assertThat(forecast.fullReads()).isCloseTo(3_600 / 285.0, within(0.001));
		// Jitter makes an interval of 30 s one of 28.5 s on average, and a full read cuts
		// one in half.
		assertThat(forecast.rcuPerHour()).isCloseTo((3_600 / 28.5 + 3_600 / 285.0 * 1.5) * 0.5, within(0.001));
	}

	@Test
	void pollsThatAreAllFullReadsLookAtTheVersionToo() {
		assertThat(forecast(10, 30, 30).rcuPerHour()).isCloseTo(3_600 / 28.5, within(0.001));
		assertThat(forecast(1_000, 30, 30).polls()).isZero();
	}

	@Test
	void aLargeVersionedStoreCostsPollsAndFullReads() {
		CostForecast forecast = forecast(1_000, 3_600, 30);
		assertThat(forecast.rcuPerPoll()).isEqualTo(0.5);
		assertThat(forecast.rcuPerFullRead()).isEqualTo(24.5);
		assertThat(forecast.polls() + forecast.fullReads()).isCloseTo(3_600 / 28.5 + 1 / 0.95 / 2, within(0.001));
		assertThat(forecast.fullReads()).isCloseTo(1 / 0.95, within(0.001));
	}

	@Test
	void aLargeUnversionedStoreCostsFullReadsOnly() {
		CostForecast forecast = ReadUnits.forecast(1_000 * OPTION, false,
				new ReloadSchedule(Duration.ofSeconds(300), Duration.ofSeconds(5), 1), false);
		assertThat(forecast.polls()).isZero();
		assertThat(forecast.rcuPerHour()).isCloseTo(3_600 / 285.0 * 24.5, within(0.001));
	}

	@Test
	void consistentPollsCostTwice() {
		ReloadSchedule schedule = new ReloadSchedule(Duration.ofSeconds(300), Duration.ofSeconds(30), 1);
		assertThat(ReadUnits.forecast(200_000, true, schedule, true).rcuPerHour())
			.isEqualTo(2 * ReadUnits.forecast(200_000, true, schedule, false).rcuPerHour());
	}

	@Test
	void theDocumentHasTheFiguresOfTheForecast() throws IOException {
		Path document = Path.of("..", "docs", "cost.md");
		String expected = table();
		assertThat(Files.readString(document)).as("docs/cost.md should have this table:%n%n%s%n", expected)
			.contains(expected);
	}

	private static String table() {
		StringBuilder table = new StringBuilder();
		table.append("| options | poll every | Config Store, `update-interval` 5m | Config Store, 1h "
				+ "| a Query of everything each time | a Scan, table of three stores |\n");
		table.append("|---:|---:|---:|---:|---:|---:|\n");
		for (int options : new int[] { 10, 100, 1_000, 10_000 }) {
			for (int seconds : new int[] { 300, 30, 5 }) {
				long bytes = (long) options * OPTION;
				double polls = 3_600.0 / seconds;
				table.append(String.format(Locale.ROOT, "| %,d | %d s | %s | %s | %s | %s |%n", options, seconds,
						text(forecast(options, 300, seconds).rcuPerHour()),
						text(forecast(options, 3_600, seconds).rcuPerHour()),
						text(polls * ReadUnits.ofQuery(bytes, false)),
						text(polls * ReadUnits.ofQuery(3 * bytes, false))));
			}
		}
		return table.toString().replace(System.lineSeparator(), "\n");
	}

	private static CostForecast forecast(int options, int updateSeconds, int checkSeconds) {
		return ReadUnits.forecast((long) options * OPTION, true,
				new ReloadSchedule(Duration.ofSeconds(updateSeconds), Duration.ofSeconds(checkSeconds), 1), false);
	}

	private static String text(double units) {
		return String.format(Locale.ROOT, (units < 100) ? "%.1f" : "%,.0f", units);
	}

}
