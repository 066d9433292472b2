package dev.configstore.spring.scope;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.spring.notify.Gate;
import jakarta.annotation.PreDestroy;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * Refresh-scoped beans of several kinds: what they read, and how.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScopedApplication.Settings.class)
class ScopedApplication {

	@Bean
	Journal journal() {
		return new Journal();
	}

	/** Reads by {@code @Value}. */
	@Bean
	@RefreshScope
	Client byValue(@Value("${db.host}") String host, @Value("${db.bad:false}") boolean bad, Journal journal) {
		return new Client("byValue", host, bad, journal);
	}

	/** Asks the environment. */
	@Bean
	@RefreshScope
	Client byEnvironment(Environment environment, Journal journal) {
		return new Client("byEnvironment", environment.getProperty("mail.from", "none"), false, journal);
	}

	/** Depends on a properties bean, through another one. */
	@Bean
	@RefreshScope
	Client byBean(Middle middle, Journal journal) {
		return new Client("byBean", middle.settings().getName(), false, journal);
	}

	@Bean
	Middle middle(Settings settings) {
		return new Middle(settings);
	}

	/** Reads nothing. */
	@Bean
	@RefreshScope
	Client plain(Journal journal) {
		return new Client("plain", "nothing", false, journal);
	}

	@Bean
	@RefreshScope
	@Lazy
	Client late(@Value("${db.late:ok}") String host, Journal journal) {
		return new Client("late", host, host.equals("fails"), journal);
	}

	record Middle(Settings settings) {

	}

	@ConfigurationProperties("app")
	static class Settings {

		private String name = "none";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	/** What happened to the beans, in order. */
	static class Journal {

		final List<String> entries = new CopyOnWriteArrayList<>();

		final List<String> scopeEvents = new CopyOnWriteArrayList<>();

		final Gate gate = new Gate();

		final AtomicInteger alive = new AtomicInteger();

		void clear() {
			this.entries.clear();
			this.scopeEvents.clear();
		}

		List<String> of(String bean) {
			return this.entries.stream().filter((entry) -> entry.contains(" " + bean + " ")).toList();
		}

		@EventListener
		void on(RefreshScopeRefreshedEvent event) {
			this.scopeEvents.add(event.getName());
		}

	}

	/** What is made anew. */
	static class Client {

		private final String name;

		private final String host;

		private final Journal journal;

		protected Client() {
			this("proxy", "none", false, new Journal());
		}

		Client(String name, String host, boolean bad, Journal journal) {
			if (bad) {
				throw new IllegalStateException("a secret");
			}
			this.name = name;
			this.host = host;
			this.journal = journal;
			journal.alive.incrementAndGet();
			journal.entries.add("made " + name + " " + host);
		}

		public String host() {
			return this.host;
		}

		/**
		 * Stay inside for as long as the gate is closed.
		 */
		public String stay() {
			this.journal.gate.pass();
			return this.host;
		}

		/**
		 * Run something inside a call.
		 */
		public void inside(Runnable code) {
			code.run();
		}

		@PreDestroy
		public void end() {
			this.journal.alive.decrementAndGet();
			this.journal.entries.add("destroyed " + this.name + " " + this.host);
		}

	}

}
