package dev.configstore.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class RoundsTests {

	@Test
	void candidatesTakeTurnsForthAndBack() {
		List<String> order = new ArrayList<>();
		Rounds.inTurns(3, List.of("a", "b"), order::add);
		assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
	}

	@Test
	void mediansAreInTheOrderOfTheCandidates() {
		List<Double> figures = new ArrayList<>(List.of(1.0, 10.0, 30.0, 2.0, 9.0, 20.0));
		assertThat(Rounds.medians(3, List.of("a", "b"), (candidate) -> figures.remove(0)))
			.containsExactly(entry("a", 2.0), entry("b", 20.0));
	}

	@Test
	void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
		assertThat(Rounds.median(4, 1, 3, 100)).isEqualTo(3.5);
		assertThat(Rounds.median()).isNaN();
	}

}
