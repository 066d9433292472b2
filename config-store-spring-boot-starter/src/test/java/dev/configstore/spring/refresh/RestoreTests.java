package dev.configstore.spring.refresh;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.ConfigStore;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.notify.UpdatedEnvironmentEvent;
import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.RecordedEvents;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A bean that a fresh instance cannot speak for: it fails when the live one is bound
 * again. Everything is taken back.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RestoreTests {

	private EmbeddedTable table;

	private ConfigurableApplicationContext context;

	private RecordedEvents events;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.context = StoreApplication.builder(Application.class)
			.run(StoreApplication.arguments(table, "--server.port=0",
					"--management.endpoints.web.exposure.include=refresh", "--config-store.refresh-scope=none"));
		this.events = this.context.getBean(RecordedEvents.class);
	}

	@BeforeEach
	void reset() {
		fill();
		StoreApplication.reload(this.context);
		this.events.takeOrder();
		this.events.refreshes.clear();
		this.events.scopeRefreshes.clear();
		this.context.getBean(Viewer.class).told.clear();
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one"));
		this.table.put("prod", "picky", Map.of("size", 1));
	}

	private void edit() {
		this.table.putKey("prod", "db", "host", "two");
		this.table.putKey("prod", "picky", "size", 130013013);
	}

	private void assertOld() {
		assertThat(this.context.getEnvironment().getProperty("db.host")).isEqualTo("one");
		assertThat(this.context.getEnvironment().getProperty("picky.size")).isEqualTo("1");
		assertThat(this.context.getBean(Pool.class).getHost()).isEqualTo("one");
		assertThat(this.context.getBean(Picky.class).getSize()).isEqualTo(1);
		assertThat(this.context.getBean(Viewer.class).picky().get().getSize()).isEqualTo(1);
		assertThat(this.context.getBean(Viewer.class).told).isEmpty();
		assertThat(this.context.getBean(ConfigStore.class).getAll().options().toString()).doesNotContain("two");
		assertThat(this.events.refreshes).isEmpty();
	}

	@Test
	void takesEverythingBackWhenABeanFailsHalfWay() {
		edit();
		CandidateRejectedException rejected = catchThrowableOfType(CandidateRejectedException.class,
				() -> StoreApplication.reload(this.context));
		assertThat(rejected).hasMessageContainingAll("A bean cannot take its new values", "Picky",
				"IllegalStateException");
		assertThat(rejected.getMessage()).doesNotContain("130013013");
		assertOld();
		assertThat(this.events.order).as("nothing is published").isEmpty();
		assertGoodValueArrives();
	}

	@Test
	void takesEverythingBackWhenSpringCloudRefreshes() {
		Object view = this.context.getBean(Viewer.class).picky().get();
		edit();
		refresh();
		assertOld();
		assertThat(this.context.getBean(Viewer.class).picky().get()).isSameAs(view);
		assertGoodValueArrives();
	}

	@Test
	void rejectsWhenSpringCloudRefreshesAndAValueIsBad() {
		this.table.putKey("prod", "db", "host", "two");
		this.table.putKey("prod", "picky", "size", "x");
		refresh();
		assertOld();
		assertThat(this.events.order).doesNotContain("config-store");
		assertGoodValueArrives();
	}

	@Test
	void bindsViewsWhenSpringCloudRefreshes() {
		Picky before = this.context.getBean(Viewer.class).picky().get();
		this.table.putKey("prod", "db", "host", "two");
		refresh();
		assertThat(this.context.getBean(Viewer.class).picky().get()).isSameAs(before);
		this.table.putKey("prod", "picky", "size", 2);
		refresh();
		assertThat(this.context.getBean(Viewer.class).picky().get().getSize()).isEqualTo(2);
		assertThat(this.context.getBean(Viewer.class).told).containsExactly("1 -> 2");
	}

	@Test
	void publishesExactlyTheChangedNamesOnce() {
		this.table.putKey("prod", "db", "host", "two");
		this.table.removeKey("prod", "picky", "size");
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.events.changes).containsExactly(Set.of("db.host", "picky.size"));
		assertThat(this.events.order).containsExactly("environment", "config-store");
		assertThat(this.events.scopeRefreshes).isEmpty();
	}

	private void assertGoodValueArrives() {
		this.events.takeOrder();
		this.table.putKey("prod", "db", "host", "three");
		this.table.putKey("prod", "picky", "size", 3);
		assertThat(StoreApplication.reload(this.context)).isTrue();
		assertThat(this.context.getBean(Pool.class).getHost()).isEqualTo("three");
		assertThat(this.context.getBean(Picky.class).getSize()).isEqualTo(3);
		assertThat(this.context.getBean(Viewer.class).told).containsExactly("1 -> 3");
		// A listener of the user's threw meanwhile, and one more heard of it.
		assertThat(this.events.order).containsExactly("environment", "config-store");
	}

	private void refresh() {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		RestClient.create()
			.post()
			.uri(URI.create("http://127.0.0.1:" + port + "/actuator/refresh"))
			.retrieve()
			.toBodilessEntity();
		Notified.await(this.context);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Pool.class, Picky.class })
	static class Application {

		@Bean
		RecordedEvents events() {
			return new RecordedEvents();
		}

		@Bean
		Viewer viewer(Refreshable<Picky> picky) {
			return new Viewer(picky, new CopyOnWriteArrayList<>());
		}

	}

	record Viewer(Refreshable<Picky> picky, List<String> told) implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			this.picky.addListener((before, now) -> {
				throw new IllegalStateException("A listener of the user's");
			});
			this.picky.addListener((before, now) -> this.told.add(before.getSize() + " -> " + now.getSize()));
		}

		@EventListener
		void on(EnvironmentChangeEvent event) {
			if (event instanceof UpdatedEnvironmentEvent) {
				throw new IllegalStateException("A listener of the user's");
			}
		}

	}

	@ConfigurationProperties("picky")
	static class Picky implements InitializingBean {

		private int size;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		@Override
		public void afterPropertiesSet() {
			if (this.size == 130013013) {
				throw new IllegalStateException("It was 130013013");
			}
		}

	}

}
