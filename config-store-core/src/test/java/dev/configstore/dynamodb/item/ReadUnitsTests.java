package dev.configstore.dynamodb.item;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The expected figures are the developer guide's, and what DynamoDB Local reported for
 * items of 200 bytes.
 */
class ReadUnitsTests {

	@ParameterizedTest
	@CsvSource({ "0, 1", "1, 1", "4096, 1", "4097, 2", "8192, 2", "409600, 100" })
	void anItemIsRoundedUpToFourKilobytes(long bytes, double strong) {
		assertThat(ReadUnits.ofItem(bytes, true)).isEqualTo(strong);
		assertThat(ReadUnits.ofItem(bytes, false)).isEqualTo(strong / 2);
	}

	@ParameterizedTest
	@CsvSource({ "0, 1", "2000, 1", "4096, 1", "20000, 5", "200000, 49", "1048576, 256", "1048577, 257",
			"2000000, 489" })
	void aQueryIsRoundedUpAsAWholePageByPage(long bytes, double strong) {
		assertThat(ReadUnits.ofQuery(bytes, true)).isEqualTo(strong);
		assertThat(ReadUnits.ofQuery(bytes, false)).isEqualTo(strong / 2);
	}

	@ParameterizedTest
	@CsvSource({ "0, true", "4096, true", "4097, false" })
	void aStoreIsSmallWhenReadingAllOfItCostsWhatAPollCosts(long bytes, boolean small) {
		assertThat(ReadUnits.isSmall(bytes)).isEqualTo(small);
		assertThat(ReadUnits.ofQuery(bytes, false) == ReadUnits.ofItem(1, false)).isEqualTo(small);
	}

}
