package dev.configstore.libraries;

import java.sql.Connection;
import java.util.Map;

import javax.sql.DataSource;

import com.alibaba.druid.pool.DruidDataSource;
import com.zaxxer.hikari.HikariDataSource;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pools of connections, the real ones: they hold back no change, and keep their
 * connections.
 */
@Timeout(20)
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class ConnectionPoolsTests {

	private static final String DRUID = "com.alibaba.druid.";

	private static final String HIKARI_OPTION = "spring.datasource.hikari";

	private static final String DRUID_OPTION = "spring.datasource.druid";

	private final EmbeddedTable table;

	ConnectionPoolsTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void clear() {
		this.table.clear();
	}

	private LibraryApplication startBoots(Class<?> source, String... more) {
		String[] properties = new String[more.length + 3];
		properties[0] = "spring.application.name=shop";
		properties[1] = "spring.datasource.url=jdbc:h2:mem:pools;DB_CLOSE_DELAY=-1";
		properties[2] = "spring.datasource.hikari.pool-name=${spring.application.name}-pool";
		System.arraycopy(more, 0, properties, 3, more.length);
		return LibraryApplication.start(this.table, "none", source, properties);
	}

	private static HikariDataSource pool(LibraryApplication application) throws Exception {
		return application.bean(DataSource.class).unwrap(HikariDataSource.class);
	}

	@Test
	void unrelatedChangeGoesThroughBesideAWrappedPool() throws Exception {
		try (LibraryApplication application = startBoots(Wrapped.class)) {
			HikariDataSource pool = pool(application);
			assertThat(application.bean(DataSource.class)).isInstanceOf(Watched.class);
			try (Connection connection = pool.getConnection()) {
				this.table.put("prod", "unrelated", Map.of("x", 1));
				application.reloadApplies();
				assertThat(pool.getPoolName()).isEqualTo("shop-pool");
				assertThat(connection.isValid(1)).isTrue();
			}
			assertThat(pool.isClosed()).isFalse();
		}
	}

	@Test
	void changeOfAWrappedPoolIsNamedOnceAndOtherChangesGoThrough(CapturedOutput output) throws Exception {
		try (LibraryApplication application = startBoots(Wrapped.class)) {
			HikariDataSource pool = pool(application);
			int size = pool.getMaximumPoolSize();
			for (int i = 1; i <= 3; i++) {
				this.table.put("prod", HIKARI_OPTION, Map.of("maximum-pool-size", size + i));
				this.table.put("prod", "unrelated", Map.of("x", i));
				application.reloadApplies();
				assertThat(application.context().getEnvironment().getProperty("unrelated.x"))
					.isEqualTo(String.valueOf(i));
			}
			assertThat(pool.getMaximumPoolSize()).as("never refreshed, unless an application says so").isEqualTo(size);
			assertThat(output.toString().lines().filter((line) -> line.contains("dataSource")).toList())
				.as("named once")
				.hasSize(1);
		}
	}

	@Test
	void runningPoolFollowsInSizeAndKeepsItsSealedName() throws Exception {
		try (LibraryApplication application = startBoots(Wrapped.class, "spring.datasource.hikari.maximum-pool-size=2",
				"spring.cloud.refresh.never-refreshable=none")) {
			HikariDataSource pool = pool(application);
			try (Connection connection = pool.getConnection()) {
				this.table.put("prod", HIKARI_OPTION, Map.of("connection-timeout", 5000));
				application.reloadApplies();
				assertThat(pool.getConnectionTimeout()).isEqualTo(5000);
				assertThat(pool.getMaximumPoolSize()).isEqualTo(2);
				this.table.put("prod", HIKARI_OPTION, Map.of("connection-timeout", 6000, "schema", "other"));
				this.table.put("prod", "unrelated", Map.of("x", 1));
				application.reloadApplies();
				assertThat(application.context().getEnvironment().getProperty("unrelated.x")).isEqualTo("1");
				assertThat(pool.getSchema()).as("sealed").isNull();
				assertThat(connection.isValid(1)).isTrue();
			}
			assertThat(pool.isClosed()).isFalse();
		}
	}

	private LibraryApplication startDruid() {
		return LibraryApplication.start(this.table, DRUID, Plain.class,
				"spring.datasource.type=com.alibaba.druid.pool.DruidDataSource",
				"spring.datasource.url=jdbc:h2:mem:druid;DB_CLOSE_DELAY=-1", "spring.datasource.druid.name=shop",
				"spring.datasource.druid.max-wait=5000");
	}

	@Test
	void druidPoolTakesSettersOnlyAndKeepsItsConnections(CapturedOutput output) throws Exception {
		this.table.put("prod", DRUID_OPTION, Map.of("max-active", 8));
		try (LibraryApplication application = startDruid()) {
			DruidDataSource pool = application.bean(DruidDataSource.class);
			try (Connection connection = pool.getConnection()) {
				assertThat(connection.isValid(1)).isTrue();
				this.table.put("prod", DRUID_OPTION, Map.of("max-active", 9));
				application.reloadApplies();
				assertThat(pool.getMaxActive()).isEqualTo(9);
				assertThat(pool.getName()).isEqualTo("shop");
				assertThat(pool.getUrl()).as("set when it was initialized").startsWith("jdbc:h2:mem:druid");
				assertThat(pool.isClosed()).isFalse();
				assertThat(connection.isValid(1)).isTrue();
			}
			assertThat(output.toString().lines().anyMatch((line) -> line.contains("@RefreshScope")))
				.as("named once, with what helps")
				.isTrue();
		}
	}

	@Test
	void druidPoolIsLeftAloneByAnUnrelatedChange() throws Exception {
		this.table.put("prod", DRUID_OPTION, Map.of("max-active", 8));
		try (LibraryApplication application = startDruid()) {
			DruidDataSource pool = application.bean(DruidDataSource.class);
			try (Connection connection = pool.getConnection()) {
				this.table.put("prod", "unrelated", Map.of("x", 1));
				application.reloadApplies();
				assertThat(connection.isValid(1)).isTrue();
				assertThat(pool.getMaxActive()).isEqualTo(8);
				assertThat(pool.isClosed()).isFalse();
			}
		}
	}

	@Test
	void druidPoolReturnsToItsOriginalWhenAKeyIsGone() throws Exception {
		this.table.put("prod", DRUID_OPTION, Map.of("max-active", 8, "validation-query-timeout", 7));
		try (LibraryApplication application = startDruid()) {
			DruidDataSource pool = application.bean(DruidDataSource.class);
			assertThat(pool.getValidationQueryTimeout()).isEqualTo(7);
			pool.getConnection().close();
			this.table.put("prod", DRUID_OPTION, Map.of("max-active", 8));
			application.reloadApplies();
			assertThat(pool.getValidationQueryTimeout()).isEqualTo(new DruidDataSource().getValidationQueryTimeout());
			assertThat(pool.isClosed()).isFalse();
			pool.getConnection().close();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

	}

	/** As Boot declares it. */
	@Configuration(proxyBeanMethods = false)
	static class Wrapped {

		@Bean
		@ConfigurationProperties("spring.datasource.hikari")
		HikariDataSource dataSource(@Value("${spring.datasource.url}") String url) {
			return DataSourceBuilder.create().type(HikariDataSource.class).url(url).build();
		}

		@Bean
		static Watching watching() {
			return new Watching();
		}

	}

	/** As libraries do that watch a pool. */
	static class Watching implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof HikariDataSource pool) ? new Watched(pool) : bean;
		}

	}

	static class Watched extends DelegatingDataSource {

		Watched(DataSource target) {
			super(target);
		}

	}

}
