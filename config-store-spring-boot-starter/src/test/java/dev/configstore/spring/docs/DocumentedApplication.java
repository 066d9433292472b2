package dev.configstore.spring.docs;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStores;
import dev.configstore.model.Publication;
import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

/**
 * An application as an operator sees it, and what it answered while it was changed, got a
 * value it cannot take, and lost DynamoDB. Done once; nothing runs any more then.
 *
 * @param healthy the health at first
 * @param changed the answer to a reload that found a change
 * @param unchanged the answer to one that found none
 * @param store the properties of the store
 * @param unknown the properties of a store that there is not
 * @param env a property in the environment
 * @param rejected the answer to a reload that found a bad value
 * @param failed the answer to a reload without DynamoDB
 * @param unhealthy the health in the end
 * @param overview the endpoint in the end
 * @param scrape what Prometheus reads in the end
 * @param meters the names of the tags of each meter
 */
record DocumentedApplication(String healthy, String changed, String unchanged, String store, String unknown, String env,
		String rejected, String failed, String unhealthy, String overview, String scrape,
		Map<String, Set<String>> meters) {

	/** The only run. */
	static DocumentedApplication get() {
		return Run.ANSWERS;
	}

	/**
	 * Start with a text where a bean wants a number.
	 */
	static void startWithBadValue() {
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
			EmbeddedTable table = dynamoDb.createTable("config");
			table.put("prod", "db", Map.of("port", "none"));
			Run.application(table, new RequestRecorder()).web(WebApplicationType.NONE).run().close();
		}
	}

	private static final class Run {

		private static final DocumentedApplication ANSWERS = answers();

		private static DocumentedApplication answers() {
			RequestRecorder requests = new RequestRecorder();
			try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
				EmbeddedTable table = dynamoDb.createTable("config");
				table.put("prod", "db", Map.of("host", "db-1.example.com", "port", 5432));
				try (ConfigurableApplicationContext context = application(table, requests).run()) {
					return answers(context, requests);
				}
			}
		}

		private static DocumentedApplication answers(ConfigurableApplicationContext context, RequestRecorder requests) {
			Actuator actuator = new Actuator(context.getEnvironment().getRequiredProperty("local.server.port"));
			String healthy = actuator.get("health/configStore");
			// Another process: what the application writes itself, it shows at once.
			ConfigStore prod = ConfigStores.simple(context.getBean(ConfigStoreRuntime.class).stores().stores().get(0));
			prod.publish(Publication.of("db", Map.of("host", "db-2.example.com", "port", 5432, "user", "shop"))
				.set("mail", Map.of("from", "shop@example.com"))
				.by("alice"));
			String changed = actuator.reload();
			String unchanged = actuator.reload();
			String store = actuator.get("configstore/prod");
			String unknown = actuator.get("configstore/unknown");
			String env = actuator.get("env/db.host");
			prod.publish(
					Publication.of("db", Map.of("host", "db-2.example.com", "port", "none", "user", "shop")).by("bob"));
			String rejected = actuator.reload();
			requests.fail(DynamoDbRequest.class, Faults::throttled);
			String failed = actuator.reload();
			return new DocumentedApplication(healthy, changed, unchanged, store, unknown, env, rejected, failed,
					actuator.get("health/configStore"), actuator.get("configstore"), actuator.get("prometheus"),
					meters(context.getBean(MeterRegistry.class)));
		}

		private static SpringApplicationBuilder application(EmbeddedTable table, RequestRecorder requests) {
			SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class)
				.bannerMode(Banner.Mode.OFF)
				.properties(table.properties())
				.properties("spring.config.import=config-store:", "config-store.store=prod",
						"config-store.poll-interval=1h", "config-store.update-interval=1h", "server.port=0",
						"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
						"management.metrics.distribution.percentiles-histogram.config.store.reload=true");
			builder.application()
				.addBootstrapRegistryInitializer((registry) -> registry.register(ConfigStoreClientCustomizer.class,
						InstanceSupplier.of(requests::addTo)));
			return builder;
		}

		private static Map<String, Set<String>> meters(MeterRegistry registry) {
			Map<String, Set<String>> meters = new TreeMap<>();
			registry.getMeters()
				.stream()
				.map(Meter::getId)
				.filter((id) -> id.getName().startsWith("config.store."))
				.forEach((id) -> meters.computeIfAbsent(id.getName(), (name) -> new TreeSet<>())
					.addAll(id.getTags().stream().map(Tag::getKey).toList()));
			return meters;
		}

	}

	/**
	 * The endpoints. The status stands before an answer, unless it is 200.
	 *
	 * @param port where they are
	 */
	private record Actuator(String port) {

		String get(String endpoint) {
			return request(HttpMethod.GET, endpoint);
		}

		String reload() {
			return request(HttpMethod.POST, "configstore");
		}

		private String request(HttpMethod method, String endpoint) {
			String answer = RestClient.create()
				.method(method)
				.uri(URI.create("http://127.0.0.1:" + this.port + "/actuator/" + endpoint))
				.exchange((request, response) -> {
					int status = response.getStatusCode().value();
					return ((status != 200) ? status + " " : "") + response.bodyTo(String.class);
				});
			return Objects.requireNonNull(answer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Database.class)
	static class Application {

	}

	@ConfigurationProperties("db")
	static class Database {

		private int port;

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

}
