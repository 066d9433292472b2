package dev.configstore.benchmarks.lookup;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.benchmarks.Samples;
import io.awspring.cloud.parameterstore.ParameterStorePropertySource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Where the properties are, in an application that is otherwise the same.
 */
public enum Source {

	/** Boot's own immutable source: the limit. */
	IMMUTABLE("Boot's immutable source (the limit)") {

		@Override
		ConfigurableApplicationContext start(URI endpoint, int options) {
			return startWith(new OriginTrackedMapPropertySource("limit", properties(options), true));
		}

	},

	/** Config Store behind its first door. */
	IMPORT("Config Store, import") {

		@Override
		ConfigurableApplicationContext start(URI endpoint, int options) {
			return run("--spring.config.import=config-store:", "--config-store.store=" + store(options),
					"--config-store.region=us-east-1", "--config-store.endpoint=" + endpoint);
		}

	},

	/** Config Store behind its second door. */
	BOOTSTRAP("Config Store, bootstrap") {

		@Override
		ConfigurableApplicationContext start(URI endpoint, int options) {
			return run("--spring.cloud.bootstrap.enabled=true", "--config-store.store=" + store(options),
					"--config-store.region=us-east-1", "--config-store.endpoint=" + endpoint);
		}

	},

	/** A map as anybody would add it. */
	MAP("plain map source") {

		@Override
		ConfigurableApplicationContext start(URI endpoint, int options) {
			return startWith(new MapPropertySource("map", properties(options)));
		}

	},

	/**
	 * The source of the peer; where its properties came from makes no difference here.
	 */
	PARAMETER_STORE("Parameter Store's source") {

		@Override
		ConfigurableApplicationContext start(URI endpoint, int options) {
			ParameterStorePropertySource source = new ParameterStorePropertySource("/config/",
					new OnePage(properties(options)));
			source.init();
			return startWith(source);
		}

	};

	private final String title;

	Source(String title) {
		this.title = title;
	}

	/**
	 * Return how the report calls it.
	 */
	String title() {
		return this.title;
	}

	/**
	 * Start an application.
	 * @param endpoint the endpoint of DynamoDB
	 * @param options how many options there are, of four properties each
	 */
	abstract ConfigurableApplicationContext start(URI endpoint, int options);

	static String store(int options) {
		return "store-" + options;
	}

	static Map<String, Object> properties(int options) {
		Map<String, Object> properties = new LinkedHashMap<>();
		Samples.options(options)
			.forEach((option, keys) -> keys.forEach((key, value) -> properties.put(option + "." + key, value)));
		return properties;
	}

	/**
	 * Start an application without anything of Config Store, and add a source where an
	 * import's would be. It has as many arguments as the others, which are looked at
	 * first.
	 */
	private static ConfigurableApplicationContext startWith(PropertySource<?> source) {
		ConfigurableApplicationContext context = run("--other.import=a", "--other.store=b", "--other.region=c",
				"--other.endpoint=d");
		MutablePropertySources sources = context.getEnvironment().getPropertySources();
		sources.remove("configStoreRuntime");
		sources.addAfter("cachedrandom", source);
		return context;
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		SpringApplication application = new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties("logging.config=classpath:logback-quiet.xml")
			.build();
		return application.run(arguments);
	}

	/**
	 * No bean looks anything up.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	/**
	 * Parameter Store, without the ten parameters a page that its source cannot follow
	 * through ten thousand.
	 */
	private record OnePage(Map<String, Object> properties) implements SsmClient {

		@Override
		public GetParametersByPathResponse getParametersByPath(GetParametersByPathRequest request) {
			List<Parameter> parameters = this.properties.entrySet()
				.stream()
				.map((property) -> Parameter.builder()
					.name("/config/" + property.getKey().replace('.', '/'))
					.value(property.getValue().toString())
					.build())
				.toList();
			return GetParametersByPathResponse.builder().parameters(parameters).build();
		}

		@Override
		public String serviceName() {
			return "ssm";
		}

		@Override
		public void close() {
			// Nothing is open.
		}

	}

}
