package dev.configstore.libraries;

import java.util.List;
import java.util.Map;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClientsProperties;
import org.springframework.cloud.stream.config.BindingHandlerAdvise;
import org.springframework.cloud.stream.config.BindingProperties;
import org.springframework.cloud.stream.config.BindingServiceConfiguration;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Libraries whose bind handlers take defaults from another prefix: a bean is affected by
 * what its binding asked for, wherever that stands. Real classes of Spring Cloud
 * LoadBalancer and Stream.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class DefaultsElsewhereTests {

	@Nested
	class LoadBalancer {

		private static final String PREFIX = "spring.cloud.loadbalancer";

		private final EmbeddedTable table;

		@SuppressWarnings("NullAway.Init")
		private LibraryApplication application;

		@SuppressWarnings("NullAway.Init")
		private LoadBalancerClientsProperties properties;

		LoadBalancer(EmbeddedTable table) {
			this.table = table;
		}

		@BeforeEach
		void start() {
			this.table.clear();
			this.table.put("prod", PREFIX, Map.of("hint-header-name", "one"));
			this.application = LibraryApplication.start(this.table,
					"org.springframework.cloud.commons.config.,org.springframework.cloud.client.loadbalancer.LoadBalancerDefaultMappings",
					LoadBalancerConfiguration.class, PREFIX + ".clients.shop.hint.default=h",
					PREFIX + ".clients.bank.hint-header-name=own");
			this.properties = this.application.bean(LoadBalancerClientsProperties.class);
		}

		@AfterEach
		void stop() {
			this.application.close();
		}

		private String headerOf(String client) {
			return this.properties.getClients().get(client).getHintHeaderName();
		}

		@Test
		void defaultsReachTheClients() {
			assertThat(headerOf("shop")).as("at the start").isEqualTo("one");
			this.table.put("prod", PREFIX, Map.of("hint-header-name", "two"));
			this.application.reloadApplies();
			assertThat(this.properties.getHintHeaderName()).isEqualTo("two");
			assertThat(headerOf("shop")).isEqualTo("two");
			assertThat(headerOf("bank")).as("has its own").isEqualTo("own");
			assertThat(this.properties.getClients().get("shop").getHint()).containsEntry("default", "h");
			this.table.put("prod", PREFIX, Map.of("hint-header-name", "three"));
			this.application.reloadApplies();
			assertThat(headerOf("shop")).isEqualTo("three");
		}

		@Test
		void clientsLoseADefaultThatIsGone() {
			this.table.delete("prod", PREFIX);
			this.application.reloadApplies();
			assertThat(headerOf("shop")).as("the class default").isEqualTo("X-SC-LB-Hint");
			assertThat(headerOf("bank")).isEqualTo("own");
		}

		@Test
		void defaultsOfNestedPropertiesReachTheClients() {
			this.table.put("prod", PREFIX + ".retry", Map.of("max-retries-on-next-service-instance", 7));
			this.application.reloadApplies();
			assertThat(this.properties.getRetry().getMaxRetriesOnNextServiceInstance()).isEqualTo(7);
			assertThat(this.properties.getClients().get("shop").getRetry().getMaxRetriesOnNextServiceInstance())
				.isEqualTo(7);
			this.table.delete("prod", PREFIX + ".retry");
			this.application.reloadApplies();
			assertThat(this.properties.getClients().get("shop").getRetry().getMaxRetriesOnNextServiceInstance())
				.isEqualTo(1);
		}

		@Test
		void clientThatTheTableAddsHasTheDefaults() {
			this.table.put("prod", PREFIX + ".clients.more", Map.of("hint", Map.of("default", "m")));
			this.application.reloadApplies();
			assertThat(this.properties.getClients()).containsOnlyKeys("shop", "bank", "more");
			assertThat(headerOf("more")).isEqualTo("one");
			this.table.delete("prod", PREFIX + ".clients.more");
			this.application.reloadApplies();
			assertThat(this.properties.getClients()).containsOnlyKeys("shop", "bank");
		}

	}

	@Nested
	class Stream {

		private static final String PREFIX = "spring.cloud.stream";

		private final EmbeddedTable table;

		@SuppressWarnings("NullAway.Init")
		private LibraryApplication application;

		@SuppressWarnings("NullAway.Init")
		private BindingServiceProperties properties;

		Stream(EmbeddedTable table) {
			this.table = table;
		}

		@BeforeEach
		void start() {
			this.table.clear();
			this.table.put("prod", PREFIX + ".default", Map.of("group", "one"));
			this.table.put("prod", PREFIX + ".bindings.out", Map.of("destination", "o"));
			this.application = LibraryApplication.start(this.table, "none", StreamConfiguration.class,
					PREFIX + ".bindings.in.destination=i", PREFIX + ".bindings.fixed.group=own");
			this.properties = this.application.bean(BindingServiceProperties.class);
		}

		@AfterEach
		void stop() {
			this.application.close();
		}

		private String describe(String binding) {
			BindingProperties properties = this.properties.getBindings().get(binding);
			return properties.getDestination() + " " + properties.getGroup();
		}

		@Test
		void defaultsReachTheBindings() {
			assertThat(describe("in")).as("at the start").isEqualTo("i one");
			this.table.put("prod", PREFIX + ".default", Map.of("group", "two"));
			this.application.reloadApplies();
			assertThat(describe("in")).isEqualTo("i two");
			assertThat(describe("out")).isEqualTo("o two");
			assertThat(describe("fixed")).isEqualTo("null own");
		}

		@Test
		void bindingsLoseADefaultThatIsGone() {
			this.table.delete("prod", PREFIX + ".default");
			this.application.reloadApplies();
			assertThat(describe("in")).isEqualTo("i null");
			assertThat(describe("out")).isEqualTo("o null");
			assertThat(describe("fixed")).isEqualTo("null own");
		}

		@Test
		void bindingAddedByCodeStaysWhenTheLastOneOfTheTableIsRemoved() {
			BindingProperties added = new BindingProperties();
			added.setDestination("by code");
			this.properties.getBindings().put("added", added);
			this.table.delete("prod", PREFIX + ".bindings.out");
			this.application.reloadApplies();
			assertThat(this.properties.getBindings()).containsOnlyKeys("in", "fixed", "added");
			assertThat(this.properties.getBindings().get("added")).isSameAs(added);
			this.table.put("prod", PREFIX + ".bindings.out", Map.of("destination", "p"));
			this.application.reloadApplies();
			assertThat(this.properties.getBindings()).containsOnlyKeys("in", "fixed", "added", "out");
			assertThat(describe("out")).isEqualTo("p one");
			assertThat(this.properties.getBindings().get("added")).isSameAs(added);
		}

		@Test
		void bindingAddedByCodeStaysWhenTheTableAddsOne() {
			BindingProperties added = new BindingProperties();
			this.properties.getBindings().put("added", added);
			this.table.put("prod", PREFIX + ".bindings.more", Map.of("destination", "m"));
			this.application.reloadApplies();
			assertThat(this.properties.getBindings()).containsOnlyKeys("in", "fixed", "out", "added", "more");
			assertThat(this.properties.getBindings().get("added")).isSameAs(added);
		}

		@Test
		void listThatCodeFilledStaysWhenAnotherKeyChanges() {
			this.properties.setInstanceIndexList(List.of(1, 2));
			this.table.put("prod", PREFIX, Map.of("instance-count", 3));
			this.application.reloadApplies();
			assertThat(this.properties.getInstanceCount()).isEqualTo(3);
			assertThat(this.properties.getInstanceIndexList()).containsExactly(1, 2);
			assertThat(this.properties.getBindings()).containsOnlyKeys("in", "fixed", "out");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(LoadBalancerClientsProperties.class)
	static class LoadBalancerConfiguration {

	}

	/** What Stream's own configuration declares, without binders. */
	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(BindingServiceProperties.class)
	static class StreamConfiguration {

		@Bean
		BindingHandlerAdvise bindingHandlerAdvise() {
			return new BindingServiceConfiguration().BindingHandlerAdvise(new BindingHandlerAdvise.MappingsProvider[0]);
		}

		@Bean
		ConversionService integrationConversionService() {
			return new ApplicationConversionService();
		}

	}

}
