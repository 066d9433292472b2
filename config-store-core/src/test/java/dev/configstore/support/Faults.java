package dev.configstore.support;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * What DynamoDB says when it does not do what it is asked.
 */
public final class Faults {

	private Faults() {
	}

	public static RuntimeException denied() {
		return answer("AccessDeniedException", "User: arn:aws:iam::1:user/x is not authorized", 400);
	}

	public static RuntimeException denied(String action) {
		return answer("AccessDeniedException", "User: arn:aws:iam::1:user/x is not authorized to perform: " + action,
				400);
	}

	public static RuntimeException badCredentials() {
		return answer("UnrecognizedClientException", "The security token included in the request is invalid", 400);
	}

	public static RuntimeException invalid() {
		return invalid("The provided key element does not match the schema");
	}

	public static RuntimeException invalid(String message) {
		return answer("ValidationException", message, 400);
	}

	public static RuntimeException serverError() {
		return answer("InternalServerError", "Internal server error", 500);
	}

	public static RuntimeException throttled() {
		return ProvisionedThroughputExceededException.builder()
			.awsErrorDetails(details("ProvisionedThroughputExceededException", "Rate exceeded"))
			.statusCode(400)
			.build();
	}

	public static RuntimeException missingTable() {
		return ResourceNotFoundException.builder()
			.awsErrorDetails(details("ResourceNotFoundException", "Cannot do operations on a non-existent table"))
			.statusCode(400)
			.build();
	}

	public static RuntimeException timedOut() {
		return ApiCallTimeoutException.create(5_000);
	}

	private static RuntimeException answer(String code, String message, int status) {
		return DynamoDbException.builder().awsErrorDetails(details(code, message)).statusCode(status).build();
	}

	private static AwsErrorDetails details(String code, String message) {
		return AwsErrorDetails.builder().serviceName("DynamoDb").errorCode(code).errorMessage(message).build();
	}

}
