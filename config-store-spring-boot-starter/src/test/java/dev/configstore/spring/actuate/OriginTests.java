package dev.configstore.spring.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import dev.configstore.spring.ConfigStoreOrigin;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.OperatedApplication;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Where a property stands, as a reader is told.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class OriginTests {

	private static final String IMPORT = "--spring.cloud.bootstrap.enabled=false";

	private static final String BOOTSTRAP = "--spring.cloud.bootstrap.enabled=true";

	private final EmbeddedTable table;

	OriginTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one", "port", 1));
	}

	private String origin(String key) {
		return "DynamoDB table '" + this.table.name() + "', store 'prod', option 'db', key '" + key + "'";
	}

	private static String location(String door) {
		return "--spring.config.import=" + (door.equals(IMPORT) ? "config-store:" : "");
	}

	private OperatedApplication run(String door) {
		return OperatedApplication.run(this.table, Application.class, door, location(door));
	}

	@ParameterizedTest
	@ValueSource(strings = { IMPORT, BOOTSTRAP })
	void isKnownToBindingWithItsVersion(String door) {
		try (OperatedApplication application = run(door)) {
			Environment environment = application.context().getEnvironment();
			ConfigStoreOrigin origin = bound(environment);
			assertThat(origin).hasToString(origin("host"));
			assertThat(origin.version()).isNull();
			StoreVersion version = application.context()
				.getBean(ConfigStoreRuntime.class)
				.configStores()
				.get(0)
				.publish(Publication.of("db", Map.of("host", "two", "port", 2)));
			application.runtime().stores().reload();
			assertThat(bound(environment)).hasToString(origin("host"));
			assertThat(bound(environment).version()).isEqualTo(version);
		}
	}

	private static ConfigStoreOrigin bound(Environment environment) {
		List<Origin> origins = new ArrayList<>();
		Binder.get(environment).bind("db.host", Bindable.of(String.class), new AbstractBindHandler() {

			@Override
			public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
					Object result) {
				origins.add(context.getConfigurationProperty().getOrigin());
				return result;
			}

		});
		// Boot wraps it in one that knows the source as well.
		return (ConfigStoreOrigin) ((PropertySourceOrigin) origins.get(0)).getOrigin();
	}

	@ParameterizedTest
	@ValueSource(strings = { IMPORT, BOOTSTRAP })
	void standsInConfigprops(String door) {
		try (OperatedApplication application = run(door)) {
			String pointer = "/contexts/" + application.context().getId().replace("/", "~1") + "/beans";
			String bean = application.get("configprops/db").names(pointer).get(0);
			assertThat(application.get("configprops/db")
				.at(pointer + "/" + bean.replace("/", "~1") + "/inputs/port/origin")
				.asString()).startsWith(origin("port"));
		}
	}

	@Test
	void standsInEnv() {
		try (OperatedApplication application = run(IMPORT)) {
			OperatedApplication.Answer answer = application.get("env/db.host");
			assertThat(answer.body()).contains("\"origin\":\"" + origin("host") + "\"");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { IMPORT, BOOTSTRAP })
	void standsInTheAnalysisOfAStartThatFails(String door, CapturedOutput output) {
		this.table.putKey("prod", "db", "port", "not-a-number");
		assertThatException().isThrownBy(() -> StoreApplication.builder(Application.class)
			.web(WebApplicationType.NONE)
			.run(StoreApplication.arguments(this.table, door, location(door))));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: db.port")
			.contains("Origin: " + origin("port"));
	}

	@ConfigurationProperties("db")
	static class Database {

		private @Nullable String host;

		private int port;

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Database.class)
	static class Application {

	}

}
