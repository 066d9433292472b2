package dev.configstore.spring.notify;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.configstore.ConfigStore;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.spring.CandidateCheck;
import dev.configstore.spring.ConfigStoreRefreshedEvent;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.support.Notified;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reload that code of the application asks for, from inside whatever a change calls, is
 * queued and returns at once.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ReloadFromInsideTests {

	private EmbeddedTable table;

	@BeforeEach
	void fill(EmbeddedTable table) {
		this.table = table;
		table.clear();
		table.put("prod", "db", Map.of("host", "one", "port", 1));
	}

	/** Where it is asked for. */
	enum Place {

		CHECK, SETTER, SPRINGS_EVENT, SCOPED_BEAN, SCOPE_EVENT, OUR_EVENT, VIEW, STORE

	}

	@ParameterizedTest
	@EnumSource
	void isQueuedAndReturnsAtOnce(Place place) throws Exception {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, Application.class)) {
			Asking asking = context.getBean(Asking.class);
			context.getBean(Scoped.class).host();
			asking.before(place, () -> this.table.putKey("prod", "db", "port", 2));
			this.table.putKey("prod", "db", "host", "two");
			CompletableFuture.supplyAsync(() -> StoreApplication.reload(context)).get(20, TimeUnit.SECONDS);
			Awaitility.await().until(() -> context.getBean(Db.class).getPort() == 2);
			Notified.await(context);
			assertThat(asking.answers).containsExactly(false);
			assertThat(context.getEnvironment().getProperty("db.host")).isEqualTo("two");
			assertThat(context.getBean(Scoped.class).host()).isEqualTo("two");
		}
	}

	/** It is the application's thread, and no callback of ours: it is made at once. */
	@Test
	void isMadeInsideACallOfAScopedBean() throws Exception {
		try (ConfigurableApplicationContext context = StoreApplication.run(this.table, Application.class)) {
			this.table.putKey("prod", "db", "host", "two");
			Scoped scoped = context.getBean(Scoped.class);
			assertThat(CompletableFuture.supplyAsync(scoped::reload).get(20, TimeUnit.SECONDS)).isTrue();
			Awaitility.await().until(() -> "two".equals(scoped.host()));
		}
	}

	/** The poll that calls it is not waited for. */
	@Test
	void closesWithinASecondWhileASetterHangs() throws Exception {
		ConfigurableApplicationContext context = StoreApplication.run(this.table, Application.class);
		Gate gate = context.getBean(Db.class).gate;
		gate.close();
		this.table.putKey("prod", "db", "host", "two");
		CompletableFuture<Boolean> reload = CompletableFuture
			.supplyAsync(() -> context.getBean(ConfigStore.class).reload());
		gate.awaitInside();
		CompletableFuture.runAsync(context::close).get(1, TimeUnit.SECONDS);
		gate.open();
		reload.exceptionally((closed) -> false).get(20, TimeUnit.SECONDS);
	}

	/** Asks once, at one place. */
	static class Asking {

		private final ObjectProvider<ConfigStore> store;

		private volatile @Nullable Place place;

		private volatile Runnable before = () -> {
		};

		private final AtomicBoolean asked = new AtomicBoolean();

		final List<Boolean> answers = new CopyOnWriteArrayList<>();

		Asking(ObjectProvider<ConfigStore> store) {
			this.store = store;
		}

		void before(Place place, Runnable before) {
			this.before = before;
			this.place = place;
			this.store.getObject().addListener(new ReloadListener() {

				@Override
				public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
					at(Place.STORE);
				}

			});
		}

		void at(Place place) {
			if (place == this.place && this.asked.compareAndSet(false, true)) {
				this.before.run();
				this.answers.add(reload());
			}
		}

		boolean reload() {
			return this.store.getObject().reload();
		}

		@EventListener
		void on(EnvironmentChangeEvent event) {
			at(Place.SPRINGS_EVENT);
		}

		@EventListener
		void on(RefreshScopeRefreshedEvent event) {
			at(Place.SCOPE_EVENT);
		}

		@EventListener
		void on(ConfigStoreRefreshedEvent event) {
			at(Place.OUR_EVENT);
		}

	}

	record View(Refreshable<Fixed> db) {

	}

	@ConfigurationProperties("db")
	record Fixed(String host, int port) {

	}

	static class Db {

		final Gate gate = new Gate();

		private final Asking asking;

		private String host = "none";

		private int port;

		Db(Asking asking) {
			this.asking = asking;
		}

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.asking.at(Place.SETTER);
			this.gate.pass();
			this.host = host;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

	static class Scoped {

		private final String host;

		private final @Nullable Asking asking;

		protected Scoped() {
			this.host = "";
			this.asking = null;
		}

		Scoped(String host, Asking asking) {
			this.host = host;
			this.asking = asking;
			asking.at(Place.SCOPED_BEAN);
		}

		public String host() {
			return this.host;
		}

		public boolean reload() {
			return this.asking != null && this.asking.reload();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Asking asking(ObjectProvider<ConfigStore> store) {
			return new Asking(store);
		}

		@Bean
		CandidateCheck check(Asking asking) {
			return (candidate, changed, reject) -> asking.at(Place.CHECK);
		}

		@Bean
		@ConfigurationProperties("db")
		Db db(Asking asking) {
			return new Db(asking);
		}

		@Bean
		@RefreshScope
		Scoped scoped(@Value("${db.host}") String host, Asking asking) {
			return new Scoped(host, asking);
		}

		@Bean
		View view(Refreshable<Fixed> db, Asking asking) {
			db.addListener((before, after) -> asking.at(Place.VIEW));
			return new View(db);
		}

	}

}
