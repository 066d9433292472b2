package dev.configstore.spring.follow;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean that cannot be rebound holds back nothing: it stays exactly as it was, is named
 * once with what helps, stands at the endpoint, and the change goes through.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class UnreboundBeansTests {

	private final EmbeddedTable table;

	@SuppressWarnings("NullAway.Init")
	private RunningApplication application;

	private int number;

	UnreboundBeansTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void start(TestInfo test) {
		this.table.clear();
		for (String option : List.of("pool", "sealed", "checked", "both", "setup", "writeonly", "other")) {
			this.table.put("prod", option, Map.of("size", 25));
		}
		this.table.put("prod", "product", Map.of("text", "a"));
		String[] properties = { "spring.application.name=shop", "pool.pool-name=${spring.application.name}-pool" };
		Class<?> source = test.getTags().contains("pool") ? PoolApplication.class : Application.class;
		this.application = test.getTags().contains("web")
				? RunningApplication.startWeb(this.table, RunningApplication.Door.IMPORT, source, properties)
				: RunningApplication.start(this.table, source, properties);
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	private void changeSomethingElse() {
		this.table.put("prod", "other", Map.of("size", 1000 + ++this.number));
		this.application.reloadApplies();
		assertThat(this.application.bean(Other.class).getSize()).isEqualTo(1000 + this.number);
		assertThat(this.application.heard().rejected).isEmpty();
	}

	private static long lines(CapturedOutput output, String text) {
		return output.toString().lines().filter((line) -> line.contains(text)).count();
	}

	@Test
	@Tag("pool")
	void unrelatedChangeGoesThroughWhenAWrappedPoolCannotBeRebound() {
		Source source = this.application.bean("pool", Source.class);
		changeSomethingElse();
		changeSomethingElse();
		assertThat(source.describe()).isEqualTo("shop-pool 25");
	}

	@Test
	@Tag("pool")
	void followsBehindAWrapperWhenThePoolAcceptsIt() {
		Source source = this.application.bean("pool", Source.class);
		this.table.put("prod", "pool", Map.of("size", 26));
		changeSomethingElse();
		assertThat(source.describe()).isEqualTo("shop-pool 26");
	}

	@Test
	@Tag("web")
	void otherChangesGoThroughWhenASealedPropertyChanges(CapturedOutput output) {
		Sealed sealed = this.application.bean(Sealed.class);
		this.table.put("prod", "sealed", Map.of("size", 26));
		changeSomethingElse();
		assertThat(sealed.getSize()).as("exactly as it was").isEqualTo(25);
		assertThat(sealed.getPassword()).isEqualTo("by code");
		assertThat(this.application.property("sealed.size")).isEqualTo("26");
		assertThat(lines(output, "lockedBean")).as("named once").isEqualTo(1);
		assertThat(output).contains("@RefreshScope");
		assertThat(this.application.get("configstore").body()).contains("lockedBean");
		assertThat(this.application.reload()).as("nothing left to apply").isFalse();
		assertThat(this.application.get("configstore").json().at("/reloading/rejected").asString(""))
			.as("nothing is rejected")
			.isEmpty();
		this.table.put("prod", "sealed", Map.of("size", 27));
		changeSomethingElse();
		this.table.put("prod", "sealed", Map.of("size", 28, "password", "x"));
		changeSomethingElse();
		assertThat(sealed.getSize()).isEqualTo(25);
		assertThat(lines(output, "lockedBean")).as("named once").isEqualTo(1);
	}

	@Test
	void otherBeansFollowBesideOneWithASealedProperty() {
		Half half = this.application.bean(Half.class);
		this.table.put("prod", "half", Map.of("name", "new", "limit", 3));
		changeSomethingElse();
		assertThat(half.getName()).as("sealed").isEqualTo("none");
		this.table.put("prod", "half", Map.of("name", "newer", "limit", 4));
		changeSomethingElse();
		assertThat(half.getName()).isEqualTo("none");
		assertThat(this.application.reload()).isFalse();
	}

	@Test
	void changesGoThroughWhenAConstraintIsSatisfiedByCode() {
		Checked checked = this.application.bean("checked", Checked.class);
		changeSomethingElse();
		assertThat(checked.getRequired() + ":" + checked.getSize()).isEqualTo("by code:25");
		this.table.put("prod", "checked", Map.of("size", 26));
		changeSomethingElse();
		assertThat(checked.getRequired() + ":" + checked.getSize()).as("both, at once").isEqualTo("by code:26");
		this.table.delete("prod", "checked");
		changeSomethingElse();
		assertThat(checked.getRequired() + ":" + checked.getSize()).isEqualTo("by code:0");
	}

	@Test
	void changesGoThroughWhenAValidatedBeanIsAsynchronous() {
		Both both = this.application.bean("both", Both.class);
		changeSomethingElse();
		this.table.put("prod", "both", Map.of("size", 26));
		changeSomethingElse();
		assertThat(both.getRequired() + ":" + both.getSize()).isEqualTo("by code:26");
	}

	@Test
	void changesGoThroughWhenInitializationFailsASecondTime(CapturedOutput output) {
		Setup setup = this.application.bean(Setup.class);
		this.table.put("prod", "setup", Map.of("size", 26));
		changeSomethingElse();
		assertThat(setup.getSize()).as("put back").isEqualTo(25);
		assertThat(lines(output, "startsOnce")).as("named once").isEqualTo(1);
		this.table.put("prod", "setup", Map.of("size", 27));
		changeSomethingElse();
		assertThat(setup.getSize()).isEqualTo(25);
		assertThat(lines(output, "startsOnce")).as("named once").isEqualTo(1);
	}

	@Test
	void keepsAPropertyThatCannotBeUnset(CapturedOutput output) {
		WriteOnly writeOnly = this.application.bean(WriteOnly.class);
		assertThat(writeOnly.twice()).isEqualTo(50);
		this.table.put("prod", "writeonly", Map.of("size", 26));
		changeSomethingElse();
		assertThat(writeOnly.twice()).isEqualTo(52);
		this.table.delete("prod", "writeonly");
		changeSomethingElse();
		assertThat(writeOnly.twice()).as("kept: nobody knows what it was").isEqualTo(52);
		assertThat(output).contains("forgetful");
		this.table.put("prod", "writeonly", Map.of("size", 30));
		changeSomethingElse();
		assertThat(writeOnly.twice()).as("it follows all the same").isEqualTo(60);
	}

	@Test
	void updatesAFactoryBeanAndNotItsProduct() {
		assertThat(this.application.bean("product", StringBuilder.class)).hasToString("a");
		this.table.put("prod", "product", Map.of("text", "b"));
		changeSomethingElse();
		assertThat(this.application.bean("product", StringBuilder.class)).hasToString("a");
		assertThat(this.application.bean("&product", Product.class).getText()).isEqualTo("b");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	@EnableConfigurationProperties({ Other.class, Half.class })
	static class Application {

		@Bean
		@ConfigurationProperties("sealed")
		Sealed lockedBean() {
			Sealed sealed = new Sealed();
			sealed.setPassword("by code");
			return sealed;
		}

		@Bean
		SmartInitializingSingleton locks(Sealed sealed) {
			return () -> sealed.locked = true;
		}

		@Bean
		Setup startsOnce() {
			return new Setup();
		}

		@Bean
		WriteOnly forgetful() {
			return new WriteOnly();
		}

		@Bean
		@Validated
		@ConfigurationProperties("checked")
		Checked checked() {
			Checked checked = new Checked();
			checked.setRequired("by code");
			return checked;
		}

		@Bean
		@ConfigurationProperties("both")
		Both both() {
			Both both = new Both();
			both.setRequired("by code");
			return both;
		}

		@Bean
		@ConfigurationProperties("product")
		Product product() {
			return new Product();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Other.class)
	static class PoolApplication {

		@Bean
		static Wrapping wrapping() {
			return new Wrapping();
		}

		@Bean
		@ConfigurationProperties("pool")
		PooledSource pool() {
			return new PooledSource();
		}

	}

	/** As libraries do that watch a pool. */
	static class Wrapping implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof PooledSource source) {
				source.sealed = true;
				return new WatchedSource(source);
			}
			return bean;
		}

	}

	interface Source {

		String describe();

	}

	record WatchedSource(Source target) implements Source {

		@Override
		public String describe() {
			return this.target.describe();
		}

	}

	/** As a pool of connections: sealed once it runs. */
	static class PooledSource implements Source {

		private String poolName = "none";

		private int size;

		boolean sealed;

		public String getPoolName() {
			return this.poolName;
		}

		public void setPoolName(String poolName) {
			if (this.sealed) {
				throw new IllegalStateException("The pool runs");
			}
			this.poolName = poolName;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		@Override
		public String describe() {
			return this.poolName + " " + this.size;
		}

	}

	/** Takes nothing once everything has started. */
	static class Sealed {

		private @Nullable String password;

		private int size;

		boolean locked;

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			check();
			this.password = password;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			check();
			this.size = size;
		}

		private void check() {
			if (this.locked) {
				throw new IllegalStateException("locked");
			}
		}

	}

	/** Any value of one property is rejected once it runs. */
	@ConfigurationProperties("half")
	static class Half implements InitializingBean {

		private String name = "none";

		private int limit;

		private boolean running;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			if (this.running) {
				throw new UnsupportedOperationException();
			}
			this.name = name;
		}

		public int getLimit() {
			return this.limit;
		}

		public void setLimit(int limit) {
			this.limit = limit;
		}

		@Override
		public void afterPropertiesSet() {
			this.running = true;
		}

	}

	static class Checked {

		@NotNull
		private @Nullable String required;

		private int size;

		public @Nullable String getRequired() {
			return this.required;
		}

		public void setRequired(@Nullable String required) {
			this.required = required;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	@Validated
	static class Both extends Checked {

		@Async
		public Future<String> later() {
			return CompletableFuture.completedFuture("");
		}

	}

	/** Can be initialized once. */
	@ConfigurationProperties("setup")
	static class Setup implements InitializingBean {

		private int size;

		private boolean done;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		@Override
		public void afterPropertiesSet() {
			if (this.done) {
				throw new IllegalStateException("twice");
			}
			this.done = true;
		}

	}

	@ConfigurationProperties("writeonly")
	static class WriteOnly {

		private int doubled = -1;

		public void setSize(int size) {
			this.doubled = 2 * size;
		}

		int twice() {
			return this.doubled;
		}

	}

	@ConfigurationProperties("other")
	static class Other {

		private int size;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	static class Product implements FactoryBean<StringBuilder> {

		private String text = "";

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
		}

		@Override
		public StringBuilder getObject() {
			return new StringBuilder(this.text);
		}

		@Override
		public Class<?> getObjectType() {
			return StringBuilder.class;
		}

	}

}
