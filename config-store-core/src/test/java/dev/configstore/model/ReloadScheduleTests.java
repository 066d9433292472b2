package dev.configstore.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import dev.configstore.dynamodb.item.ReadUnits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

class ReloadScheduleTests {

	private final Random random = new Random(1);

	@Test
	void chanceOnlyShortensAnInterval() {
		ReloadSchedule schedule = new ReloadSchedule(Duration.ofSeconds(300), Duration.ofSeconds(30), 100);
		for (int i = 0; i < 1_000; i++) {
			assertThat(schedule.poll(Optional.empty(), this.random)).isBetween(Duration.ofSeconds(27),
					Duration.ofSeconds(30));
			assertThat(schedule.fullRead(this.random)).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(300));
			assertThat(schedule.firstPoll(this.random)).isBetween(Duration.ZERO, Duration.ofSeconds(30));
		}
	}

	@Test
	void aFullReadWithinTheIntervalNeedsNoPollBeforeIt() {
		ReloadSchedule schedule = new ReloadSchedule(Duration.ofSeconds(300), Duration.ofSeconds(30), 100);
		assertThat(schedule.poll(Optional.of(Duration.ofSeconds(30)), this.random)).isEqualTo(Duration.ofSeconds(30));
		assertThat(schedule.poll(Optional.of(Duration.ofSeconds(1)), this.random)).isEqualTo(Duration.ofSeconds(1));
		assertThat(schedule.poll(Optional.of(Duration.ofSeconds(31)), this.random)).isBetween(Duration.ofSeconds(27),
				Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@CsvSource({ "30, 30, 4", "300, 30, 4", "300, 5, 4", "3600, 30, 4", "31, 30, 30", "60, 30, 30" })
	void theForecastIsWhatTheScheduleDoesOrALittleMore(int updateInterval, int pollInterval, double percent) {
		ReloadSchedule schedule = new ReloadSchedule(Duration.ofSeconds(updateInterval),
				Duration.ofSeconds(pollInterval), 1);
		Duration time = Duration.ZERO;
		int polls = 0;
		int reads = 2_000;
		for (int i = 0; i < reads; i++) {
			Duration read = time.plus(schedule.fullRead(this.random));
			while (time.compareTo(read) < 0) {
				time = time.plus(schedule.poll(Optional.of(read.minus(time)), this.random));
				polls++;
			}
		}
		CostForecast forecast = ReadUnits.forecast(1_000_000, true, schedule, false);
		double hours = time.toSeconds() / 3_600.0;
		assertThat(reads / hours).isCloseTo(forecast.fullReads(), withinPercentage(2));
		double expected = forecast.polls() + forecast.fullReads();
		assertThat(polls / hours).isCloseTo(expected, withinPercentage(percent)).isLessThan(expected * 1.04);
	}

	@Test
	void aLongerPollIntervalCountsAsTheUpdateInterval() {
		assertThat(new ReloadSchedule(Duration.ofSeconds(10), Duration.ofSeconds(30), 1).pollInterval())
			.isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void intervalsAreRejectedWhenTheyAreAMistakeInAUnit() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ReloadSchedule(Duration.ofMillis(9), Duration.ofSeconds(1), 1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ReloadSchedule(Duration.ofSeconds(1), Duration.ofMillis(9), 1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ReloadSchedule(Duration.ofSeconds(1), Duration.ofSeconds(1), 0));
	}

	@Test
	void neverCanBeSaidWithALongInterval() {
		ReloadSchedule never = new ReloadSchedule(Duration.ofSeconds(Long.MAX_VALUE),
				Duration.ofSeconds(Long.MAX_VALUE), 1);
		assertThat(never.poll(Optional.empty(), this.random)).isGreaterThan(Duration.ofDays(30_000));
	}

}
