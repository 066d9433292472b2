package dev.configstore;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReloadScheduleTests {

	private final Random random = new Random(1);

	@Test
	void chanceOnlyShortensAnInterval() {
		ReloadSchedule schedule = new ReloadSchedule(Duration.ofSeconds(300), Duration.ofSeconds(30), 100);
		for (int i = 0; i < 1_000; i++) {
			assertThat(schedule.look(this.random)).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(30));
			assertThat(schedule.fullRead(this.random)).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(300));
			assertThat(schedule.firstLook(this.random)).isBetween(Duration.ZERO, Duration.ofSeconds(30));
		}
	}

	@Test
	void aLongerCheckIntervalCountsAsTheUpdateInterval() {
		assertThat(new ReloadSchedule(Duration.ofSeconds(10), Duration.ofSeconds(30), 1).checkInterval())
			.isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void intervalsAreRefusedWhenTheyAreAMistakeInAUnit() {
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
		assertThat(never.look(this.random)).isGreaterThan(Duration.ofDays(30_000));
	}

}
