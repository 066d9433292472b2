package dev.configstore.benchmarks.start;

import java.net.URI;
import java.util.Map;

/**
 * The applications of the section: one, with its properties from each place.
 *
 * @param properties the properties
 * @param dynamoDb the endpoint of DynamoDB; the table is {@code config}, the store
 * {@code prod}
 * @param parameters the endpoint of Parameter Store
 */
record Apps(Map<String, String> properties, URI dynamoDb, URI parameters) {

	private static final String COMMON = "server.port: 0\n";

	private static final String FLOOR = COMMON + """
			floor:
			  endpoint: "%s"
			  table: config
			  store: prod
			""";

	App local() {
		return new App("application.yml", "web", COMMON + Start.yaml(this.properties));
	}

	App floor() {
		return new App("bare floor", "floor", FLOOR.formatted(this.dynamoDb));
	}

	App floorWithSpringCloud() {
		return new App("bare floor, Spring Cloud Context", "floor-with-spring-cloud", FLOOR.formatted(this.dynamoDb));
	}

	App ours() {
		return new App("Config Store", "ours", COMMON + """
				spring.config.import: "config-store:"
				config-store:
				  endpoint: "%s"
				  store: prod
				""".formatted(this.dynamoDb));
	}

	App parameterStore() {
		return new App("Spring Cloud AWS Parameter Store", "parameter-store", COMMON + """
				spring.config.import: "aws-parameterstore:/config/application/"
				spring.cloud.aws.parameterstore.endpoint: "%s"
				""".formatted(this.parameters));
	}

}
