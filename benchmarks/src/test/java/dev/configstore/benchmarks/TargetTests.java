package dev.configstore.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetTests {

	@Test
	void isReachedUpToItsLimit() {
		assertThat(new Target("a / b", 1.05, 1.05).verdict()).isEqualTo("reached");
	}

	@Test
	void isNotReachedWhenOnlyRoundingWouldReachIt() {
		assertThat(new Target("a / b", 1.05, 1.0501).verdict()).isEqualTo("**not reached**");
	}

	@Test
	void isNotReachedWhenNothingWasMeasured() {
		assertThat(new Target("a / b", 1.05, Double.NaN).isReached()).isFalse();
	}

}
