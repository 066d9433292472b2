package dev.configstore.benchmarks.refresh;

import dev.configstore.benchmarks.SampleTable;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each way renews the beans, which the measurement asserts.
 */
class CandidateTests {

	private static final int OPTIONS = Beans.NUMBER + 5;

	@Test
	void renewsTheBeansWhenItIsTheNaiveOne() {
		try (Candidate candidate = NaiveCandidate.start(OPTIONS)) {
			assertThat(candidate.measure()).isPositive();
			assertThat(candidate.measure()).isPositive();
		}
	}

	@Test
	void renewsTheBeansWhenItIsSpringClouds() {
		try (Candidate candidate = ContextRefresherCandidate.start(OPTIONS)) {
			assertThat(candidate.measure()).isPositive();
			assertThat(candidate.measure()).isPositive();
		}
	}

	@Test
	void renewsTheBeansWhenItIsOurs() {
		try (EmbeddedTable table = EmbeddedDynamoDb.shared().createTable()) {
			SampleTable.fill(table, "prod", OPTIONS);
			try (Candidate candidate = ConfigStoreCandidate.start(table, "prod", true)) {
				assertThat(candidate.measure()).isPositive();
				assertThat(candidate.measure()).isPositive();
			}
		}
	}

}
