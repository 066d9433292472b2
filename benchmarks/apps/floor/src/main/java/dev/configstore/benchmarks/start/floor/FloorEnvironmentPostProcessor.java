package dev.configstore.benchmarks.start.floor;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * One client, one strongly consistent Query, one map. Nothing is ever read again, checked
 * or closed.
 */
final class FloorEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		DynamoDbClient client = DynamoDbClient.builder()
			.httpClientBuilder(UrlConnectionHttpClient.builder())
			.endpointOverride(URI.create(environment.getRequiredProperty("floor.endpoint")))
			.build();
		QueryIterable pages = client
			.queryPaginator((query) -> query.tableName(environment.getRequiredProperty("floor.table"))
				.consistentRead(true)
				.keyConditionExpression("#store = :store")
				.expressionAttributeNames(Map.of("#store", "_store"))
				.expressionAttributeValues(
						Map.of(":store", AttributeValue.fromS(environment.getRequiredProperty("floor.store")))));
		Map<String, Object> properties = new HashMap<>();
		pages.items().forEach((item) -> {
			String option = Objects.requireNonNull(item.get("_option")).s();
			item.forEach((key, value) -> {
				if (!key.startsWith("_")) {
					properties.put(option + "." + key, (value.s() != null) ? value.s() : value.n());
				}
			});
		});
		environment.getPropertySources().addFirst(new MapPropertySource("floor", properties));
	}

}
