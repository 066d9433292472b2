package dev.configstore.dynamodb;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.StoreCredentialsException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreThrottledException.Limit;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.TableNotFoundException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;

/**
 * Translates the SDK's exceptions to ours: one type for each remedy. The SDK's messages
 * name resources and actions, never values, so they are passed on.
 */
final class SdkFailures {

	private static final Set<String> CREDENTIALS = Set.of("UnrecognizedClientException", "ExpiredTokenException",
			"ExpiredToken", "InvalidSignatureException", "MissingAuthenticationTokenException",
			"MissingAuthenticationToken", "IncompleteSignatureException", "InvalidClientTokenId");

	private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied");

	private SdkFailures() {
	}

	/**
	 * @param where the region and the endpoint of the request
	 */
	static ConfigStoreException translate(SdkException failure, Place place, String where) {
		if (failure instanceof ResourceNotFoundException) {
			return new TableNotFoundException("The table does not exist", place, failure);
		}
		if (failure instanceof AwsServiceException service) {
			return translateAnswer(service, place);
		}
		if (failure instanceof SdkClientException && mentionsCredentials(failure)) {
			return new StoreCredentialsException("No AWS credentials were found: " + failure.getMessage(), place,
					failure);
		}
		if (isUnreadable(failure)) {
			// The parser quotes what it could not read: the cause is left out, too.
			return new StoreUnavailableException(
					"The response from " + where
							+ " cannot be parsed: the endpoint is not DynamoDB, or a proxy changed the response",
					place, null);
		}
		return new StoreUnavailableException("DynamoDB did not answer in " + where + ": " + failure.getMessage(), place,
				failure, failure instanceof ApiCallTimeoutException);
	}

	private static ConfigStoreException translateAnswer(AwsServiceException failure, Place place) {
		String code = code(failure);
		if (DENIED.contains(code)) {
			return new StoreAccessDeniedException("Access denied: " + failure.getMessage(), place, failure);
		}
		if (CREDENTIALS.contains(code)) {
			return new StoreCredentialsException("AWS does not accept the credentials: " + failure.getMessage(), place,
					failure);
		}
		if (failure.isThrottlingException()) {
			return new StoreThrottledException("DynamoDB throttled the request: " + failure.getMessage(),
					limits(failure), place, failure);
		}
		return new StoreUnavailableException("DynamoDB answered with an error: " + failure.getMessage(), place,
				failure);
	}

	/**
	 * The limits that DynamoDB names, in three exceptions without a common type.
	 */
	private static Set<Limit> limits(AwsServiceException failure) {
		List<ThrottlingReason> reasons = List.of();
		if (failure instanceof ProvisionedThroughputExceededException exceeded) {
			reasons = exceeded.throttlingReasons();
		}
		else if (failure instanceof ThrottlingException throttled) {
			reasons = throttled.throttlingReasons();
		}
		else if (failure instanceof RequestLimitExceededException exceeded) {
			reasons = exceeded.throttlingReasons();
		}
		return reasons.stream()
			.map((reason) -> String.valueOf(reason.reason()))
			.flatMap((reason) -> Stream.of(Limit.values()).filter((limit) -> limit.isNamedBy(reason)))
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Limit.class)));
	}

	static boolean isDenied(SdkException failure) {
		return failure instanceof AwsServiceException service && DENIED.contains(code(service));
	}

	static boolean isThrottled(SdkException failure) {
		return failure instanceof AwsServiceException service && service.isThrottlingException();
	}

	/**
	 * Return what can be repeated of a failure: the SDK's messages name resources and
	 * actions, others' may hold values.
	 */
	static String message(RuntimeException failure) {
		return (failure instanceof SdkException) ? String.valueOf(failure.getMessage()) : failure.getClass().getName();
	}

	/**
	 * Whether DynamoDB called the request invalid, as it does when a key condition does
	 * not fit the table's keys.
	 */
	static boolean isInvalidRequest(SdkException failure) {
		return failure instanceof AwsServiceException service && "ValidationException".equals(code(service));
	}

	private static String code(AwsServiceException failure) {
		return (failure.awsErrorDetails() != null) ? String.valueOf(failure.awsErrorDetails().errorCode()) : "";
	}

	private static boolean isUnreadable(SdkException failure) {
		// The SDK has no exception type for it.
		return String.valueOf(failure.getMessage()).contains("Unable to unmarshall");
	}

	private static boolean mentionsCredentials(SdkException failure) {
		// The SDK has no exception type for it.
		String message = String.valueOf(failure.getMessage());
		return message.contains("Unable to load credentials")
				|| message.contains("credentials from any of the providers");
	}

}
