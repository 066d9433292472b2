package dev.configstore.libraries;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

import com.alibaba.cloud.nacos.refresh.SmartConfigurationPropertiesRebinder;
import com.github.pagehelper.autoconfigure.PageHelperProperties;
import de.codecentric.boot.admin.client.config.InstanceProperties;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties classes and a rebinder of other libraries, the real ones: Spring Boot
 * Admin's client, PageHelper, Nacos.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class PropertiesClassesTests {

	private static final String INSTANCE = "spring.boot.admin.client.instance";

	private final EmbeddedTable table;

	PropertiesClassesTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void clear() {
		this.table.clear();
	}

	@Test
	void adminClientRegistersUnderTheSameNameWhenAKeyChanges() {
		this.table.put("prod", INSTANCE, Map.of("health-url", "http://one"));
		try (LibraryApplication application = LibraryApplication.start(this.table, "none", Admin.class,
				"spring.application.name=shop")) {
			InstanceProperties instance = application.bean(InstanceProperties.class);
			assertThat(instance.getName()).isEqualTo("shop");
			this.table.put("prod", INSTANCE, Map.of("health-url", "http://two"));
			application.reloadApplies();
			assertThat(instance.getHealthUrl()).isEqualTo("http://two");
			assertThat(instance.getName()).isEqualTo("shop");
		}
	}

	@Test
	void adminClientKeepsTheMetadataThatCodeAdds() {
		this.table.put("prod", INSTANCE, Map.of("metadata", Map.of("a", "1", "b", "2")));
		try (LibraryApplication application = LibraryApplication.start(this.table, "none", Admin.class,
				"spring.application.name=shop")) {
			InstanceProperties instance = application.bean(InstanceProperties.class);
			instance.getMetadata().put("code", "c");
			this.table.put("prod", INSTANCE, Map.of("metadata", Map.of("b", "3")));
			application.reloadApplies();
			assertThat(instance.getMetadata()).containsOnly(Map.entry("code", "c"), Map.entry("b", "3"));
			assertThat(instance.getName()).isEqualTo("shop");
			this.table.delete("prod", INSTANCE);
			application.reloadApplies();
			assertThat(instance.getMetadata()).containsExactly(Map.entry("code", "c"));
			assertThat(instance.getName()).isEqualTo("shop");
		}
	}

	@Test
	void adminClientReturnsToItsNameWhenTheTableNoLongerHasOne() {
		this.table.put("prod", INSTANCE, Map.of("name", "from the table"));
		try (LibraryApplication application = LibraryApplication.start(this.table, "none", Admin.class,
				"spring.application.name=shop")) {
			InstanceProperties instance = application.bean(InstanceProperties.class);
			assertThat(instance.getName()).isEqualTo("from the table");
			this.table.put("prod", INSTANCE, Map.of("service-path", "/x"));
			application.reloadApplies();
			assertThat(instance.getServicePath()).isEqualTo("/x");
			assertThat(instance.getName()).isEqualTo("shop");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "changed", "replaced", "removed" })
	void propertiesThatAreAMapThemselvesAreAsAFreshStartOrPassedOverAndNamed(String kind, CapturedOutput output) {
		this.table.put("prod", "pagehelper", Map.of("helper-dialect", "h2", "reasonable", "true"));
		try (LibraryApplication application = LibraryApplication.start(this.table, "none", Pages.class)) {
			PageHelperProperties pages = application.bean(PageHelperProperties.class);
			Map<Object, Object> before = entries(pages);
			assertThat(before).as("at the start").isNotEmpty();
			switch (kind) {
				case "changed" -> this.table.putKey("prod", "pagehelper", "helper-dialect", "mysql");
				case "replaced" -> this.table.put("prod", "pagehelper", Map.of("auto-dialect", "true"));
				default -> this.table.removeKey("prod", "pagehelper", "reasonable");
			}
			application.reloadApplies();
			if (entries(pages).equals(before)) {
				assertThat(output.toString().lines().anyMatch((line) -> line.contains("PageHelperProperties")))
					.as("passed over and named")
					.isTrue();
			}
			else {
				try (LibraryApplication fresh = LibraryApplication.start(this.table, "none", Pages.class)) {
					assertThat(entries(pages)).isEqualTo(entries(fresh.bean(PageHelperProperties.class)));
				}
			}
		}
	}

	private static Map<Object, Object> entries(Properties properties) {
		return new TreeMap<>(properties);
	}

	@ParameterizedTest
	@ValueSource(strings = { "all_beans", "specific_bean" })
	void beansFollowBesideAnotherRebinderAndItIsNamed(String behaviour, CapturedOutput output) {
		this.table.put("prod", "db", Map.of("host", "one", "port", 1));
		try (LibraryApplication application = LibraryApplication.start(this.table, "none", Nacos.class,
				"spring.cloud.nacos.config.refresh-behavior=" + behaviour)) {
			assertThat(application.context().getBeansOfType(ConfigurationPropertiesRebinder.class).values())
				.as("ours has gone")
				.hasOnlyElementsOfType(SmartConfigurationPropertiesRebinder.class);
			assertThat(output).contains(Counting.class.getName() + " has taken the place");
			Db db = application.bean(Db.class);
			this.table.put("prod", "db", Map.of("host", "two"));
			application.reloadApplies();
			assertThat(db.describe()).isEqualTo("two 80 by code");
			this.table.put("prod", "unrelated", Map.of("x", 1));
			application.reloadApplies();
			assertThat(db.describe()).isEqualTo("two 80 by code");
			this.table.put("prod", "db", Map.of("host", "three", "port", "x"));
			assertThat(application.reloadRejects()).contains("db.port");
			assertThat(db.describe()).isEqualTo("two 80 by code");
		}
	}

	@Test
	void rebinderOfAnotherLibraryHearsEventsOfOthersOnly() {
		this.table.put("prod", "db", Map.of("host", "one"));
		try (LibraryApplication application = LibraryApplication.start(this.table, "none", Nacos.class)) {
			Counting rebinder = application.bean(Counting.class);
			this.table.put("prod", "db", Map.of("host", "two"));
			application.reloadApplies();
			assertThat(rebinder.rebound).as("not for ours").isZero();
			application.context().publishEvent(new EnvironmentChangeEvent(application.context(), Set.of("db.host")));
			assertThat(rebinder.rebound).isPositive();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(InstanceProperties.class)
	static class Admin {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(PageHelperProperties.class)
	static class Pages {

	}

	@Configuration(proxyBeanMethods = false)
	static class Nacos {

		@Bean
		@ConfigurationProperties("db")
		Db db() {
			Db db = new Db();
			db.setPassword("by code");
			return db;
		}

		@Bean
		ConfigurationPropertiesRebinder smartConfigurationPropertiesRebinder(ConfigurationPropertiesBeans beans) {
			return new Counting(beans);
		}

	}

	/** Nacos' own, which also counts. */
	static class Counting extends SmartConfigurationPropertiesRebinder {

		int rebound;

		Counting(ConfigurationPropertiesBeans beans) {
			super(beans);
		}

		@Override
		public boolean rebind(String name) {
			this.rebound++;
			return super.rebind(name);
		}

	}

	static class Db {

		private String host = "none";

		private int port = 80;

		private String password = "";

		String describe() {
			return this.host + " " + this.port + " " + Objects.toString(this.password);
		}

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public String getPassword() {
			return this.password;
		}

		public void setPassword(String password) {
			this.password = password;
		}

	}

}
