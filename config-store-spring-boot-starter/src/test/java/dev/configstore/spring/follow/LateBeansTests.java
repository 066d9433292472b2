package dev.configstore.spring.follow;

import java.util.Map;
import java.util.Objects;

import dev.configstore.spring.Refreshable;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that are made in the middle of a refresh are of the generation that is in use
 * after it, whether it was committed or taken back.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class LateBeansTests {

	private static final int REJECTED = 130013013;

	private final EmbeddedTable table;

	@SuppressWarnings("NullAway.Init")
	private RunningApplication application;

	@SuppressWarnings("NullAway.Init")
	private Trigger trigger;

	LateBeansTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void start() {
		this.table.clear();
		this.table.put("prod", "late", Map.of("size", 1, "name", "one"));
		this.table.put("prod", "trigger", Map.of("size", 1));
		this.application = RunningApplication.start(this.table, Application.class);
		this.trigger = this.application.bean(Trigger.class);
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	private void changeAndFail() {
		this.table.put("prod", "late", Map.of("size", 2, "name", "two"));
		this.table.put("prod", "trigger", Map.of("size", REJECTED));
		this.application.reloadRejects();
		assertThat(this.trigger.reached).as("the live bean was reached").isTrue();
		assertThat(this.application.property("late.size")).isEqualTo("1");
	}

	private void change() {
		this.table.put("prod", "late", Map.of("size", 2));
		this.table.put("prod", "trigger", Map.of("size", 2));
		this.application.reloadApplies();
		assertThat(this.trigger.reached).isTrue();
	}

	private void assertFollows(Late late) {
		this.table.put("prod", "late", Map.of("size", 3));
		this.table.put("prod", "trigger", Map.of("size", 3));
		this.trigger.whenSet = () -> {
		};
		this.application.reloadApplies();
		assertThat(late.describe()).isEqualTo("3 none");
	}

	@Test
	void lazyBeanIsReboundWhenTheCandidateIsTakenBack() {
		this.trigger.whenSet = () -> this.application.bean("lazy", Late.class);
		changeAndFail();
		Late lazy = this.application.bean("lazy", Late.class);
		assertThat(lazy.describe()).isEqualTo("1 one");
		assertFollows(lazy);
	}

	@Test
	void lazyBeanFollowsWhenTheCandidateIsCommitted() {
		this.trigger.whenSet = () -> this.application.bean("lazy", Late.class);
		change();
		Late lazy = this.application.bean("lazy", Late.class);
		assertThat(lazy.describe()).isEqualTo("2 none");
		assertFollows(lazy);
	}

	@Test
	void scopedBeanIsMadeAnewWhenTheCandidateIsTakenBack() {
		Scoped scoped = this.application.bean(Scoped.class);
		assertThat(scoped.size()).isEqualTo(1);
		this.application.context()
			.getBean(org.springframework.cloud.context.scope.refresh.RefreshScope.class)
			.refreshAll();
		this.trigger.whenSet = () -> scoped.size();
		changeAndFail();
		assertThat(scoped.size()).isEqualTo(1);
	}

	@Test
	void scopedPropertiesBeanIsMadeAnewWhenTheCandidateIsTakenBack() {
		Late scoped = this.application.bean("scopedProperties", Late.class);
		this.application.context()
			.getBean(org.springframework.cloud.context.scope.refresh.RefreshScope.class)
			.refreshAll();
		this.trigger.whenSet = () -> scoped.describe();
		changeAndFail();
		assertThat(scoped.describe()).isEqualTo("1 one");
		this.trigger.whenSet = () -> scoped.describe();
		change();
		Awaitility.await().until(() -> scoped.describe().equals("2 none"));
	}

	@Test
	void prototypeHeldBySomebodyIsReboundWhenTheCandidateIsTakenBack() {
		Late[] held = new Late[1];
		this.trigger.whenSet = () -> held[0] = this.application.bean("prototype", Late.class);
		changeAndFail();
		assertThat(Objects.requireNonNull(held[0]).describe()).isEqualTo("1 one");
		assertFollows(held[0]);
	}

	@Test
	void viewIsOfTheCommittedGenerationWhenTheCandidateIsTakenBack() {
		Views views = this.application.bean(Views.class);
		int[] seen = new int[1];
		this.trigger.whenSet = () -> seen[0] = views.views().getObject().view().get().size();
		changeAndFail();
		assertThat(seen[0]).as("never of a generation that is not committed").isEqualTo(1);
		assertThat(views.views().getObject().view().get().size()).isEqualTo(1);
		this.trigger.whenSet = () -> {
		};
		change();
		assertThat(views.views().getObject().view().get().size()).isEqualTo(2);
	}

	@Test
	void listenersOfAnUncommittedGenerationHearNothing() {
		this.application.heard().clear();
		this.trigger.whenSet = () -> this.application.bean("lazy", Late.class);
		changeAndFail();
		Awaitility.await().until(() -> !this.application.heard().rejected.isEmpty());
		assertThat(this.application.heard().events).allMatch((event) -> event.startsWith("rejected"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@ConfigurationProperties("trigger")
		Trigger trigger() {
			return new Trigger();
		}

		@Bean
		SmartInitializingSingleton running(Trigger trigger) {
			return () -> trigger.running = true;
		}

		@Bean
		@Lazy
		@ConfigurationProperties("late")
		Late lazy() {
			return new Late();
		}

		@Bean
		@RefreshScope
		@ConfigurationProperties("late")
		Late scopedProperties() {
			return new Late();
		}

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		@ConfigurationProperties("late")
		Late prototype() {
			return new Late();
		}

		@Bean
		@RefreshScope
		Scoped scoped(@Value("${late.size}") int size) {
			return new Scoped(size);
		}

		@Bean
		Views views(ObjectProvider<View> views) {
			return new Views(views);
		}

		@Bean
		@Lazy
		View view(Refreshable<LateRecord> view) {
			return new View(view);
		}

	}

	record Views(ObjectProvider<View> views) {

	}

	record View(Refreshable<LateRecord> view) {

	}

	@ConfigurationProperties("late")
	record LateRecord(int size) {

	}

	/** Lets a test do something after the swap, and then rejects. */
	static class Trigger {

		volatile Runnable whenSet = () -> {
		};

		volatile boolean running;

		volatile boolean reached;

		private int size;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			if (this.running) {
				this.whenSet.run();
				this.reached = true;
				if (size == REJECTED) {
					throw new IllegalStateException();
				}
			}
			this.size = size;
		}

	}

	static class Late {

		private int size;

		private String name = "none";

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		String describe() {
			return this.size + " " + this.name;
		}

	}

	static class Scoped {

		private final int size;

		Scoped() {
			this(0);
		}

		Scoped(int size) {
			this.size = size;
		}

		int size() {
			return this.size;
		}

	}

}
