package dev.configstore.benchmarks.readcost;

import java.util.List;

import dev.configstore.benchmarks.Meter.Read;
import dev.configstore.benchmarks.Polls;
import dev.configstore.test.EmbeddedDynamoDb;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadCostTests {

	@Test
	void costsAreThoseOfTheRulesAndTheReportHasThem() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		Costs costs = ReadCost.measure(dynamoDb, 100);
		assertThat(costs.limit()).isEqualTo(0.5);
		assertThat(costs.poll()).isEqualTo(0.5);
		assertThat(costs.fullRead()).isEqualTo(2.5);
		assertThat(costs.query()).isEqualTo(2.5);
		assertThat(costs.scan()).isEqualTo(3.5);
		assertThat(costs.scanOfThree()).isGreaterThan(3 * 3.25);
		List<Read> change = ReadCost.change(dynamoDb, 100);
		assertThat(Read.units(change)).isEqualTo(5.5);
		Polls hour = new Polls(List.of(0.5, 0.5, 2.5));
		assertThat(new ReadCostReport(List.of(costs), 100, hour, hour, change).write()).asString()
			.contains("A quiet poll / the limit | 1.05 | 1.00 | reached",
					"Units after a change of three options of 100 | 8.00 | 5.50 | reached");
	}

}
