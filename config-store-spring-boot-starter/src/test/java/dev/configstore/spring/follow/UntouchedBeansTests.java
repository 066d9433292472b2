package dev.configstore.spring.follow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A change of one option leaves beans alone that read nothing of it, whatever
 * placeholders there are among their own properties.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class UntouchedBeansTests {

	private EmbeddedTable table;

	private RunningApplication application;

	private int unrelated;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.application = RunningApplication.start(table, Application.class, "spring.application.name=shop",
				"mail.from=${spring.application.name}@x", "jobs.thread-name-prefix=${spring.application.name}-",
				"jobs.core-pool-size=1", "timer.thread-name-prefix=${spring.application.name}-timer-",
				"timer.pool-size=1", "relay.target=http://${db.host}/", "relay.nested=${db.${db.which:host}}",
				"relay.fallback=${absent.name:${db.host}}", "relay.chained=${relay.target}in",
				"relay.appearing=${later.name:nothing}", "relay.fixed=${spring.application.name}",
				"aside.id=${random.uuid}", "aside.greeting=${no.such.name:${spring.application.name:x}}",
				"aside.escaped=\\${db.host}");
	}

	@BeforeEach
	void reset() {
		fill();
		this.application.reload();
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	private void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", "one", "user", "me"));
		this.table.put("prod", "aside", Map.of("size", 3));
	}

	private void changeSomethingElse() {
		this.table.put("prod", "unrelated", Map.of("number", ++this.unrelated));
		this.application.reloadApplies();
	}

	@Test
	void keepsWhatAFactoryMethodSetWhenAnUnrelatedOptionChanges() {
		Mail mail = this.application.bean(Mail.class);
		int calls = mail.calls.size();
		changeSomethingElse();
		assertThat(mail.getPassword()).isEqualTo("by code");
		assertThat(mail.getHeaders()).containsOnly(Map.entry("X", "by code"));
		assertThat(mail.getFrom()).isEqualTo("shop@x");
		assertThat(mail.calls).as("setters called").hasSize(calls);
	}

	@Test
	void keepsTheTasksOfAnExecutorWhenAnUnrelatedOptionChanges() throws Exception {
		ThreadPoolTaskExecutor jobs = this.application.bean("jobs", ThreadPoolTaskExecutor.class);
		Object pool = jobs.getThreadPoolExecutor();
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<String> first = jobs.submit(() -> {
			running.countDown();
			release.await();
			return Thread.currentThread().getName();
		});
		List<Future<Integer>> queued = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			int number = i;
			queued.add(jobs.submit(() -> number));
		}
		running.await();
		changeSomethingElse();
		assertThat(jobs.getThreadPoolExecutor()).isSameAs(pool);
		assertThat(jobs.getThreadPoolExecutor().isShutdown()).isFalse();
		release.countDown();
		assertThat(first.get()).startsWith("shop-");
		for (int i = 0; i < 4; i++) {
			assertThat(queued.get(i).get()).isEqualTo(i);
		}
	}

	@Test
	void keepsTheSchedulerWhenAnUnrelatedOptionChanges() {
		ThreadPoolTaskScheduler timer = this.application.bean("timer", ThreadPoolTaskScheduler.class);
		Object executor = timer.getScheduledThreadPoolExecutor();
		Future<?> scheduled = timer.schedule(() -> {
		}, Instant.now().plusSeconds(3600));
		changeSomethingElse();
		assertThat(timer.getScheduledThreadPoolExecutor()).isSameAs(executor);
		assertThat(scheduled).as("what was scheduled").isNotNull();
		assertThat(scheduled.isCancelled()).isFalse();
	}

	@Test
	void callsNoSetterWhenAPlaceholderLeadsElsewhere() {
		Relay relay = this.application.bean(Relay.class);
		List<String> before = List.copyOf(relay.calls);
		changeSomethingElse();
		this.table.putKey("prod", "db", "user", "you");
		this.application.reloadApplies();
		assertThat(relay.calls).isEqualTo(before);
	}

	@Test
	void keepsARandomValueWhenOptionsChange() {
		Aside aside = this.application.bean(Aside.class);
		String id = aside.getId();
		int calls = aside.calls.size();
		changeSomethingElse();
		this.table.putKey("prod", "db", "host", "two");
		this.application.reloadApplies();
		assertThat(aside.getId()).isEqualTo(id);
		assertThat(aside.calls).hasSize(calls);
		this.table.putKey("prod", "aside", "size", 4);
		this.application.reloadApplies();
		assertThat(aside.getSize()).isEqualTo(4);
		assertThat(aside.getId()).as("random values make no name differ").isEqualTo(id);
		assertThat(aside.calls.subList(calls, aside.calls.size())).containsExactly("size");
	}

	@Test
	void followsEveryPlaceholderThatLeadsToAChangedName() {
		Relay relay = this.application.bean(Relay.class);
		relay.calls.clear();
		this.table.putKey("prod", "db", "host", "two");
		this.application.reloadApplies();
		assertThat(relay.getTarget()).isEqualTo("http://two/");
		assertThat(relay.getNested()).isEqualTo("two");
		assertThat(relay.getFallback()).isEqualTo("two");
		assertThat(relay.getChained()).isEqualTo("http://two/in");
		assertThat(relay.calls).containsExactlyInAnyOrder("target", "nested", "fallback", "chained");
	}

	@Test
	void followsANestedPlaceholderWhenTheInnerOneChanges() {
		Relay relay = this.application.bean(Relay.class);
		assertThat(relay.getNested()).isEqualTo("one");
		relay.calls.clear();
		this.table.putKey("prod", "db", "which", "user");
		this.application.reloadApplies();
		assertThat(relay.getNested()).isEqualTo("me");
		assertThat(relay.calls).containsExactly("nested");
	}

	@Test
	void followsAPlaceholderWithADefaultWhenItsNameAppearsAndGoes() {
		Relay relay = this.application.bean(Relay.class);
		assertThat(relay.getAppearing()).isEqualTo("nothing");
		this.table.put("prod", "later", Map.of("name", "here"));
		this.application.reloadApplies();
		assertThat(relay.getAppearing()).isEqualTo("here");
		relay.calls.clear();
		this.table.delete("prod", "later");
		this.application.reloadApplies();
		assertThat(relay.getAppearing()).isEqualTo("nothing");
		assertThat(relay.calls).containsExactly("appearing");
	}

	@Test
	void callsNoSetterAtAllWhenTheTextStaysTheSame() {
		Relay relay = this.application.bean(Relay.class);
		Aside aside = this.application.bean(Aside.class);
		relay.calls.clear();
		aside.calls.clear();
		this.table.put("prod", "aside", Map.of("size", "3"));
		this.application.reload();
		this.table.put("prod", "aside", Map.of("size", 3, "unknown", "x"));
		this.application.reload();
		assertThat(aside.calls).isEmpty();
		assertThat(relay.calls).isEmpty();
	}

	@Test
	void setsOnlyWhatDiffersWhenOneKeyOfManyChanges() {
		this.table.put("prod", "aside", Map.of("size", 3, "label", "a"));
		this.application.reload();
		Aside aside = this.application.bean(Aside.class);
		aside.calls.clear();
		this.table.put("prod", "aside", Map.of("size", 3, "label", "b"));
		this.application.reloadApplies();
		assertThat(aside.calls).containsExactly("label");
		assertThat(aside.getLabel()).isEqualTo("b");
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		@ConfigurationProperties("mail")
		Mail mail() {
			Mail mail = new Mail();
			mail.setPassword("by code");
			mail.getHeaders().put("X", "by code");
			return mail;
		}

		@Bean
		@ConfigurationProperties("jobs")
		ThreadPoolTaskExecutor jobs() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		@ConfigurationProperties("timer")
		ThreadPoolTaskScheduler timer() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		@ConfigurationProperties("relay")
		Relay relay() {
			return new Relay();
		}

		@Bean
		@ConfigurationProperties("aside")
		Aside aside() {
			return new Aside();
		}

	}

	static class Mail {

		final List<String> calls = new ArrayList<>();

		private @Nullable String password;

		private String from = "nobody";

		private final Map<String, String> headers = new LinkedHashMap<>();

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.calls.add("password");
			this.password = password;
		}

		public String getFrom() {
			return this.from;
		}

		public void setFrom(String from) {
			this.calls.add("from");
			this.from = from;
		}

		public Map<String, String> getHeaders() {
			return this.headers;
		}

	}

	static class Relay {

		final List<String> calls = new ArrayList<>();

		private String target = "";

		private String nested = "";

		private String fallback = "";

		private String chained = "";

		private String appearing = "";

		private String fixed = "";

		public String getTarget() {
			return this.target;
		}

		public void setTarget(String target) {
			this.calls.add("target");
			this.target = target;
		}

		public String getNested() {
			return this.nested;
		}

		public void setNested(String nested) {
			this.calls.add("nested");
			this.nested = nested;
		}

		public String getFallback() {
			return this.fallback;
		}

		public void setFallback(String fallback) {
			this.calls.add("fallback");
			this.fallback = fallback;
		}

		public String getChained() {
			return this.chained;
		}

		public void setChained(String chained) {
			this.calls.add("chained");
			this.chained = chained;
		}

		public String getAppearing() {
			return this.appearing;
		}

		public void setAppearing(String appearing) {
			this.calls.add("appearing");
			this.appearing = appearing;
		}

		public String getFixed() {
			return this.fixed;
		}

		public void setFixed(String fixed) {
			this.calls.add("fixed");
			this.fixed = fixed;
		}

	}

	static class Aside {

		final List<String> calls = new ArrayList<>();

		private String id = "";

		private String greeting = "";

		private String escaped = "";

		private String label = "none";

		private int size;

		public String getId() {
			return this.id;
		}

		public void setId(String id) {
			this.calls.add("id");
			this.id = id;
		}

		public String getGreeting() {
			return this.greeting;
		}

		public void setGreeting(String greeting) {
			this.calls.add("greeting");
			this.greeting = greeting;
		}

		public String getEscaped() {
			return this.escaped;
		}

		public void setEscaped(String escaped) {
			this.calls.add("escaped");
			this.escaped = escaped;
		}

		public String getLabel() {
			return this.label;
		}

		public void setLabel(String label) {
			this.calls.add("label");
			this.label = label;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.calls.add("size");
			this.size = size;
		}

	}

}
