package dev.configstore.spring.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.test.EmbeddedTable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A policy that DynamoDB Local does not enforce, so this does: what it does not allow is
 * answered as AWS answers it. Understands actions and leading keys, and each part of a
 * transaction, as IAM does. Remembers what was asked for.
 */
public final class Role implements ExecutionInterceptor, ConfigStoreClientCustomizer {

	private static final String ANY = "*";

	private final List<Statement> statements;

	private final Set<String> used = new ConcurrentSkipListSet<>();

	private final Set<String> denied = new ConcurrentSkipListSet<>();

	public Role(List<Statement> statements) {
		this.statements = List.copyOf(statements);
	}

	/**
	 * Read a policy beside the samples.
	 */
	public static Role of(String file) {
		List<Statement> statements = new ArrayList<>();
		for (JsonNode statement : policy(file).get("Statement")) {
			assertThatItAllows(statement);
			JsonNode keys = statement.at("/Condition/ForAllValues:StringEquals/dynamodb:LeadingKeys");
			statements
				.add(new Statement(texts(statement.get("Action")), keys.isMissingNode() ? Set.of(ANY) : texts(keys)));
		}
		return new Role(statements);
	}

	static JsonNode policy(String file) {
		try {
			return JsonMapper.shared().readTree(Files.readString(samples().resolve(file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Path samples() {
		return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
			.filter((directory) -> Files.exists(directory.resolve("mvnw")))
			.findFirst()
			.orElseThrow()
			.resolve("samples");
	}

	private static void assertThatItAllows(JsonNode statement) {
		if (!"Allow".equals(statement.get("Effect").asString())) {
			throw new IllegalStateException("Only statements that allow are understood");
		}
	}

	private static Set<String> texts(JsonNode array) {
		Set<String> texts = new TreeSet<>();
		array.forEach((element) -> texts.add(element.asString()));
		return texts;
	}

	/**
	 * Make a client that has this role and nothing else.
	 */
	DynamoDbClient client(EmbeddedTable table) {
		return DynamoDbClient.builder()
			.endpointOverride(table.endpoint())
			.region(Region.of(table.region()))
			.overrideConfiguration((configuration) -> configuration.addExecutionInterceptor(this))
			.build();
	}

	Set<String> actions() {
		Set<String> actions = new TreeSet<>();
		this.statements.forEach((statement) -> actions.addAll(statement.actions()));
		return actions;
	}

	Set<String> leadingKeys() {
		Set<String> keys = new TreeSet<>();
		this.statements.forEach((statement) -> keys.addAll(statement.leadingKeys()));
		keys.remove(ANY);
		return keys;
	}

	/** What was asked for, as {@code dynamodb:GetItem prod#meta}. */
	Set<String> used() {
		return this.used;
	}

	Set<String> usedActions() {
		Set<String> actions = new TreeSet<>();
		this.used.forEach((use) -> actions.add(use.substring(0, use.indexOf(' '))));
		return actions;
	}

	Set<String> usedLeadingKeys() {
		Set<String> keys = new TreeSet<>();
		this.used.forEach((use) -> keys.add(use.substring(use.indexOf(' ') + 1)));
		keys.remove(ANY);
		return keys;
	}

	Set<String> denied() {
		return this.denied;
	}

	@Override
	public void customize(DynamoDbClientBuilder builder) {
		builder
			.overrideConfiguration(builder.overrideConfiguration().toBuilder().addExecutionInterceptor(this).build());
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		uses(context.request()).forEach(this::require);
	}

	private void require(Use use) {
		this.used.add(use.toString());
		if (this.statements.stream().noneMatch((statement) -> statement.allows(use))) {
			this.denied.add(use.toString());
			String message = "User: arn:aws:sts::123456789012:assumed-role/shop/i-1 is not authorized to perform: "
					+ use.action() + " on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/config because no "
					+ "identity-based policy allows the " + use.action() + " action";
			throw DynamoDbException.builder()
				.awsErrorDetails(AwsErrorDetails.builder()
					.serviceName("DynamoDb")
					.errorCode("AccessDeniedException")
					.errorMessage(message)
					.build())
				.statusCode(400)
				.build();
		}
	}

	private static List<Use> uses(SdkRequest request) {
		if (request instanceof GetItemRequest get) {
			return List.of(use("GetItem", get.key()));
		}
		if (request instanceof DeleteItemRequest delete) {
			return List.of(use("DeleteItem", delete.key()));
		}
		if (request instanceof QueryRequest query) {
			return List.of(new Use("dynamodb:Query", text(query.expressionAttributeValues(), ":store")));
		}
		if (request instanceof TransactWriteItemsRequest transaction) {
			return transaction.transactItems().stream().map(Role::use).toList();
		}
		return List.of(new Use("dynamodb:" + request.getClass().getSimpleName().replace("Request", ""), ANY));
	}

	private static Use use(TransactWriteItem item) {
		if (item.put() != null) {
			return use("PutItem", item.put().item());
		}
		if (item.delete() != null) {
			return use("DeleteItem", item.delete().key());
		}
		return (item.update() != null) ? use("UpdateItem", item.update().key())
				: use("ConditionCheckItem", item.conditionCheck().key());
	}

	private static Use use(String operation, Map<String, AttributeValue> item) {
		return new Use("dynamodb:" + operation, text(item, "_store"));
	}

	private static String text(Map<String, AttributeValue> values, String name) {
		return Objects.requireNonNull(values.get(name)).s();
	}

	/**
	 * What a statement allows.
	 */
	public record Statement(Set<String> actions, Set<String> leadingKeys) {

		boolean allows(Use use) {
			return this.actions.contains(use.action())
					&& (this.leadingKeys.contains(ANY) || this.leadingKeys.contains(use.leadingKey()));
		}

	}

	private record Use(String action, String leadingKey) {

		@Override
		public String toString() {
			return this.action + " " + this.leadingKey;
		}

	}

}
