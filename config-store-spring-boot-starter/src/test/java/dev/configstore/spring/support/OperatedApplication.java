package dev.configstore.spring.support;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

/**
 * A web application with all its endpoints exposed, looked at by HTTP.
 */
public final class OperatedApplication implements AutoCloseable {

	private final RequestRecorder requests = new RequestRecorder();

	private final ConfigurableApplicationContext context;

	private OperatedApplication(ClassLoader classLoader, EmbeddedTable table, Class<?> source, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0",
				"--management.endpoints.web.exposure.include=*", "--management.endpoint.health.show-details=always"));
		arguments.addAll(List.of(more));
		this.context = builder(classLoader, source)
			.run(StoreApplication.arguments(table, arguments.toArray(String[]::new)));
	}

	private SpringApplicationBuilder builder(ClassLoader classLoader, Class<?> source) {
		return StoreApplication.builder(source)
			.resourceLoader(new DefaultResourceLoader(classLoader))
			.addBootstrapRegistryInitializer((registry) -> registry.register(ConfigStoreClientCustomizer.class,
					InstanceSupplier.of(this.requests::addTo)));
	}

	public static OperatedApplication run(EmbeddedTable table, Class<?> source, String... more) {
		return new OperatedApplication(OperatedApplication.class.getClassLoader(), table, source, more);
	}

	/**
	 * Run one that cannot load a class of Micrometer by its name, nor has a web server
	 * and endpoints, which need them.
	 */
	public static OperatedApplication withoutMicrometer(EmbeddedTable table, Class<?> source) {
		return new OperatedApplication(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"),
				table, source, "--spring.main.web-application-type=none");
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	public ConfigStoreRuntime runtime() {
		return this.context.getBean(ConfigStoreRuntime.class);
	}

	public RequestRecorder requests() {
		return this.requests;
	}

	public Answer get(String path) {
		return exchange(HttpMethod.GET, path);
	}

	public Answer post(String path) {
		return exchange(HttpMethod.POST, path);
	}

	private Answer exchange(HttpMethod method, String path) {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		return RestClient.create()
			.method(method)
			.uri(URI.create("http://127.0.0.1:" + port + "/actuator/" + path))
			.exchange((request, response) -> new Answer(response.getStatusCode(),
					new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * What an endpoint answers.
	 */
	public record Answer(HttpStatusCode status, String body) {

		public JsonNode at(String pointer) {
			return JsonMapper.shared().readTree(this.body).at(pointer);
		}

		public List<String> texts(String pointer) {
			List<String> texts = new ArrayList<>();
			at(pointer).forEach((node) -> texts.add(node.asString()));
			return texts;
		}

		public List<String> names(String pointer) {
			return at(pointer).properties().stream().map(Map.Entry::getKey).toList();
		}

	}

}
