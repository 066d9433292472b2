package dev.configstore.spring.aot;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import dev.configstore.ConfigStore;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.support.Conversation;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.client.RestClient;

/**
 * An application as a user writes it, to be processed ahead of time: a record, a bean
 * with setters, views that follow, and the stores themselves.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties({ AotApplication.Database.class, AotApplication.Pool.class })
class AotApplication {

	public static void main(String[] arguments) {
		try (ConfigurableApplicationContext context = SpringApplication.run(AotApplication.class, arguments)) {
			Conversation.hold((question) -> answer(question, context));
		}
	}

	private static Object answer(String question, ConfigurableApplicationContext context) {
		return switch (question) {
			case "values" -> context.getBean(Reader.class).values();
			case "stores" -> context.getBean(Reader.class).names();
			case "refresh" -> context.getBean(ContextRefresher.class).refresh();
			default -> get(question, context.getEnvironment());
		};
	}

	private static @Nullable String get(String path, Environment environment) {
		return RestClient.create()
			.get()
			.uri(URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + path))
			.retrieve()
			.body(String.class);
	}

	@Bean
	Reader reader(Environment environment, Database database, Pool pool, ObjectProvider<Refreshable<Database>> view,
			Optional<Refreshable<Limits>> limits, List<ConfigStore> stores, ObjectProvider<ConfigStore> primary,
			@Value("${db.host:none}") String fixed) {
		return new Reader(environment, database, pool, view.getIfAvailable(), limits.orElse(null), stores,
				primary.getIfAvailable(), fixed);
	}

	@ConfigurationProperties("db")
	@Validated
	record Database(@NotBlank @DefaultValue("unset") String host) {

	}

	@ConfigurationProperties("db")
	static class Pool {

		private String host = "unset";

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

	}

	/** Not a bean. */
	@ConfigurationProperties("db")
	record Limits(@DefaultValue("unset") String host) {

	}

	record Reader(Environment environment, Database database, Pool pool, @Nullable Refreshable<Database> view,
			@Nullable Refreshable<Limits> limits, List<ConfigStore> stores, @Nullable ConfigStore primary,
			String fixed) {

		String values() {
			return "environment=" + this.environment.getProperty("db.host") + " record=" + this.database.host()
					+ " value=" + this.fixed + " bean=" + this.pool.getHost() + " views="
					+ host(this.view, Database::host) + "," + host(this.limits, Limits::host);
		}

		String names() {
			return this.stores.stream().map(ConfigStore::store).toList() + " primary="
					+ ((this.primary != null) ? this.primary.store() : null);
		}

		private static <T> String host(@Nullable Refreshable<T> view, Function<T, String> host) {
			return (view != null) ? Objects.requireNonNull(host.apply(view.get())) : "none";
		}

	}

}
