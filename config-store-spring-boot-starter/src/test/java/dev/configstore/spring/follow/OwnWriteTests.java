package dev.configstore.spring.follow;

import java.util.Map;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application writes by its own {@code ConfigStore} bean goes the way of every
 * candidate, and has gone it when the write returns. It polls once an hour only.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class OwnWriteTests {

	private final EmbeddedTable table;

	OwnWriteTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one", "port", 1));
	}

	@Test
	void aWriteReachesEnvironmentAndBeansBeforeItReturns() {
		try (RunningApplication application = RunningApplication.start(this.table, Beans.class)) {
			DbProperties db = application.bean(DbProperties.class);
			application.store().set("db", Map.of("host", "two", "port", 2));
			assertThat(application.property("db.host")).isEqualTo("two");
			assertThat(db.getHost()).isEqualTo("two");
			assertThat(db.getPort()).isEqualTo(2);
			application.store().publish(Publication.none().change("db").put("port", 3));
			assertThat(db.getPort()).isEqualTo(3);
			PublicationPlan plan = application.store().preview(Publication.none().change("db").put("port", 4));
			assertThat(db.getPort()).isEqualTo(3);
			application.store().publish(plan);
			assertThat(db.getPort()).isEqualTo(4);
			application.store().delete("db");
			assertThat(db.getHost()).isEqualTo("default");
		}
	}

	@Test
	void aWriteThatTheDryRunRejectsReturnsItsVersionAndChangesNothing() {
		try (RunningApplication application = RunningApplication.start(this.table, Beans.class)) {
			DbProperties db = application.bean(DbProperties.class);
			StoreVersion version = application.store().publish(Publication.none().change("db").put("port", "many"));
			assertThat(version).isEqualTo(application.store().version());
			assertThat(db.getPort()).isEqualTo(1);
			assertThat(application.property("db.port")).isEqualTo("1");
			assertThat(application.store().get("db").get("port")).hasToString("1");
			CandidateRejectedException rejected = application.bean(ConfigStoreRuntime.class)
				.stores()
				.status()
				.rejected();
			assertThat(rejected).isNotNull().hasMessageContaining("db.port");
			application.store().publish(Publication.none().change("db").put("port", 5));
			assertThat(db.getPort()).isEqualTo(5);
			assertThat(application.bean(ConfigStoreRuntime.class).stores().status().rejected()).isNull();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(DbProperties.class)
	static class Beans {

	}

	@ConfigurationProperties("db")
	static class DbProperties {

		private String host = "default";

		private int port;

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

	}

}
