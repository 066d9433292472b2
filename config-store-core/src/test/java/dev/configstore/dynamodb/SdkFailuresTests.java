package dev.configstore.dynamodb;

import java.util.stream.Stream;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreThrottledException.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;

import static org.assertj.core.api.Assertions.assertThat;

class SdkFailuresTests {

	private static final Place PLACE = Place.of("config", "prod");

	@ParameterizedTest
	@CsvSource({ "TableReadProvisionedThroughputExceeded, PROVISIONED, raise it",
			"IndexWriteProvisionedThroughputExceeded, PROVISIONED, raise it",
			"TableReadKeyRangeThroughputExceeded, KEY_RANGE, longer intervals",
			"TableWriteAccountLimitExceeded, ACCOUNT, request a higher one",
			"TableReadMaxOnDemandThroughputExceeded, ON_DEMAND_MAXIMUM, maximum throughput" })
	void throttlingNamesTheLimitAndItsRemedy(String reason, Limit limit, String remedy) {
		assertThat(throttled(reason)).allSatisfy((failure) -> {
			assertThat(failure.limits()).containsExactly(limit);
			assertThat(failure).hasMessageContaining(remedy).hasMessageContaining("store 'prod'");
		});
	}

	@Test
	void throttlingNamesEveryLimitOnce() {
		assertThat(throttled("TableReadKeyRangeThroughputExceeded", "TableReadAccountLimitExceeded",
				"IndexReadKeyRangeThroughputExceeded"))
			.allSatisfy((failure) -> assertThat(failure.limits()).containsExactly(Limit.KEY_RANGE, Limit.ACCOUNT));
	}

	@Test
	void throttlingWithoutAKnownReasonNamesNoLimit() {
		assertThat(throttled("SomethingNewExceeded")).allSatisfy((failure) -> assertThat(failure.limits()).isEmpty());
		assertThat(throttled()).allSatisfy((failure) -> assertThat(failure.limits()).isEmpty());
	}

	/** By each exception that has reasons. */
	private static Stream<StoreThrottledException> throttled(String... reasons) {
		ThrottlingReason[] throttling = Stream.of(reasons)
			.map((reason) -> ThrottlingReason.builder()
				.reason(reason)
				.resource("arn:aws:dynamodb:::table/config")
				.build())
			.toArray(ThrottlingReason[]::new);
		return Stream
			.<SdkException>of(
					ProvisionedThroughputExceededException.builder()
						.throttlingReasons(throttling)
						.awsErrorDetails(code("ProvisionedThroughputExceededException"))
						.build(),
					ThrottlingException.builder()
						.throttlingReasons(throttling)
						.awsErrorDetails(code("ThrottlingException"))
						.build(),
					RequestLimitExceededException.builder()
						.throttlingReasons(throttling)
						.awsErrorDetails(code("RequestLimitExceeded"))
						.build())
			.map(SdkFailuresTests::translate);
	}

	private static StoreThrottledException translate(SdkException failure) {
		ConfigStoreException translated = SdkFailures.translate(failure, PLACE, "us-east-1");
		assertThat(translated).isInstanceOf(StoreThrottledException.class);
		return (StoreThrottledException) translated;
	}

	private static AwsErrorDetails code(String code) {
		return AwsErrorDetails.builder().errorCode(code).errorMessage("Throughput exceeds the current limit").build();
	}

}
