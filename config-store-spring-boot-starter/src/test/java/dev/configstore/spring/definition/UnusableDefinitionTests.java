package dev.configstore.spring.definition;

import java.util.Map;
import java.util.stream.Stream;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Lazy beans that Boot itself could not make, and that nobody asks for. Without the store
 * the application starts; with it too, and they keep no change from the others.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class UnusableDefinitionTests {

	private final EmbeddedTable table;

	UnusableDefinitionTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one"));
		this.table.put("prod", "my-app", Map.of("size", "1"));
	}

	static Stream<Arguments> definitions() {
		return Stream.of(bean("a prefix in camel case", CamelCase.class),
				bean("a prefix with a placeholder", Placeholder.class),
				bean("two different prefixes", TwoPrefixes.class),
				bean("two constructors to bind", TwoConstructors.class));
	}

	private static Arguments bean(String name, Class<?> type) {
		return Arguments.argumentSet(name, type);
	}

	@ParameterizedTest
	@MethodSource("definitions")
	void keepsNoChangeFromTheOthers(Class<?> type) {
		try (OutputLines output = new OutputLines(); ConfigurableApplicationContext context = run(type)) {
			Db db = context.getBean(Db.class);
			assertThat(db.getHost()).isEqualTo("one");
			this.table.put("prod", "db", Map.of("host", "two"));
			this.table.put("prod", "my-app", Map.of("size", "2"));
			assertThat(StoreApplication.reload(context)).isTrue();
			assertThat(db.getHost()).isEqualTo("two");
			assertThat(context.getEnvironment().getProperty("my-app.size")).isEqualTo("2");
			assertThat(context.getBean(ConfigStoreRuntime.class).stores().status().rejected()).isNull();
			assertThat(output.warnings()).isEmpty();
			assertThat(output.text()).contains("bean 'bad' (its definition cannot be used)");
			assertThatThrownBy(() -> context.getBean("bad")).isInstanceOf(Exception.class);
		}
	}

	private ConfigurableApplicationContext run(Class<?> type) {
		return StoreApplication.builder(Beans.class).web(WebApplicationType.NONE).initializers((context) -> {
			RootBeanDefinition definition = new RootBeanDefinition(type);
			definition.setLazyInit(true);
			((BeanDefinitionRegistry) context).registerBeanDefinition("bad", definition);
		}).run(StoreApplication.arguments(this.table));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	static class Beans {

	}

	@ConfigurationProperties("db")
	static class Db {

		private @Nullable String host;

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

	}

	@ConfigurationProperties("myApp")
	static class CamelCase {

	}

	@ConfigurationProperties("${app}.db")
	static class Placeholder {

	}

	@ConfigurationProperties(value = "my-app", prefix = "my-other")
	static class TwoPrefixes {

	}

	@ConfigurationProperties("my-app")
	static class TwoConstructors {

		@ConstructorBinding
		TwoConstructors(int size) {
		}

		@ConstructorBinding
		TwoConstructors(String size) {
		}

	}

}
