package dev.configstore.spring.follow;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean that is called through a proxy or a wrapper follows on the object that Boot
 * bound, and keeps the rest.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ProxiedBeansTests {

	private EmbeddedTable table;

	private RunningApplication application;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.application = RunningApplication.start(table, Application.class);
	}

	@BeforeEach
	void reset() {
		fill();
		this.application.reload();
		this.application.heard().clear();
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	private void fill() {
		this.table.clear();
		for (String option : new String[] { "aspect", "jdk", "wrapped", "validated", "async", "both" }) {
			this.table.put("prod", option, Map.of("size", 25));
		}
	}

	private Sized sized(String name) {
		return this.application.bean(name, Sized.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspect", "jdk", "wrapped", "validated", "async", "both" })
	void followsBehindAProxyAndKeepsTheRest(String name) {
		Sized bean = sized(name);
		assertThat(bean.getSize()).isEqualTo(25);
		this.table.putKey("prod", name, "size", 26);
		this.application.reloadApplies();
		assertThat(bean.getSize()).isEqualTo(26);
		assertThat(bean.getNote()).isEqualTo("by code");
		assertThat(sized(name)).isSameAs(bean);
		assertThat(this.application.heard().rejected).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspect", "jdk", "wrapped", "validated", "async", "both" })
	void returnsToItsOriginalBehindAProxy(String name) {
		this.table.delete("prod", name);
		this.application.reloadApplies();
		assertThat(sized(name).getSize()).as("what the factory method set").isEqualTo(7);
		assertThat(sized(name).getNote()).isEqualTo("by code");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspect", "jdk", "wrapped", "validated", "async", "both" })
	void isLeftAloneBehindAProxyWhenTheChangeIsNotItsOwn(String name) {
		Sized bean = sized(name);
		int calls = bean.calls();
		this.table.put("prod", "unrelated", Map.of("number", 1));
		this.application.reloadApplies();
		assertThat(bean.calls()).isEqualTo(calls);
		assertThat(bean.getNote()).isEqualTo("by code");
	}

	@Test
	void rejectsWhatBreaksAConstraintBehindAProxy() {
		this.table.putKey("prod", "both", "size", 101);
		assertThat(this.application.reloadRejects()).contains("both.size");
		assertThat(sized("both").getSize()).isEqualTo(25);
		this.table.putKey("prod", "both", "size", 99);
		this.application.reloadApplies();
		assertThat(sized("both").getSize()).isEqualTo(99);
	}

	@Test
	void proxiesAreWhatTheTestSaysTheyAre() {
		assertThat(AopUtils.isCglibProxy(sized("aspect"))).isTrue();
		assertThat(AopUtils.isJdkDynamicProxy(sized("jdk"))).isTrue();
		assertThat(Proxy.isProxyClass(sized("wrapped").getClass())).isFalse();
		assertThat(sized("wrapped")).isInstanceOf(Wrapper.class);
		assertThat(AopUtils.isAopProxy(sized("validated"))).isTrue();
		assertThat(AopUtils.isAopProxy(sized("async"))).isTrue();
		assertThat(AopUtils.isAopProxy(sized("both"))).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class Application {

		@Bean
		static Proxies proxies() {
			return new Proxies();
		}

		@Bean
		@ConfigurationProperties("aspect")
		Plain aspect() {
			return made(new Plain());
		}

		@Bean
		@ConfigurationProperties("jdk")
		Sized jdk() {
			return made(new Plain());
		}

		@Bean
		@ConfigurationProperties("wrapped")
		Sized wrapped() {
			return made(new Plain());
		}

		@Bean
		@ConfigurationProperties("validated")
		Checked validated() {
			return made(new Checked());
		}

		@Bean
		@ConfigurationProperties("async")
		Asynchronous async() {
			return made(new Asynchronous());
		}

		@Bean
		@ConfigurationProperties("both")
		Both both() {
			return made(new Both());
		}

		private static <T extends Plain> T made(T bean) {
			bean.setNote("by code");
			bean.setSize(7);
			return bean;
		}

	}

	/** Stands in for an aspect, and for libraries that wrap beans. */
	static class Proxies implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!(bean instanceof Sized sized)) {
				return bean;
			}
			return switch (beanName) {
				case "aspect", "jdk" -> {
					ProxyFactory factory = new ProxyFactory(bean);
					factory.setProxyTargetClass(beanName.equals("aspect"));
					factory.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
					yield factory.getProxy();
				}
				case "wrapped" -> new Wrapper(sized);
				default -> bean;
			};
		}

	}

	interface Sized {

		int getSize();

		void setSize(int size);

		String getNote();

		int calls();

	}

	record Wrapper(Sized target) implements Sized {

		@Override
		public int getSize() {
			return this.target.getSize();
		}

		@Override
		public void setSize(int size) {
			this.target.setSize(size);
		}

		@Override
		public String getNote() {
			return this.target.getNote();
		}

		@Override
		public int calls() {
			return this.target.calls();
		}

	}

	static class Plain implements Sized {

		private int size = 3;

		private String note = "class default";

		private int calls;

		@Override
		public int getSize() {
			return this.size;
		}

		@Override
		public void setSize(int size) {
			this.calls++;
			this.size = size;
		}

		@Override
		public String getNote() {
			return this.note;
		}

		public void setNote(String note) {
			this.calls++;
			this.note = note;
		}

		@Override
		public int calls() {
			return this.calls;
		}

	}

	@Validated
	static class Checked extends Plain {

		int twice(@Min(0) int number) {
			return number * 2;
		}

	}

	static class Asynchronous extends Plain {

		@Async
		public Future<String> later() {
			return CompletableFuture.completedFuture(getNote());
		}

	}

	@Validated
	static class Both extends Plain {

		@Max(100)
		private int size;

		@Override
		public int getSize() {
			return this.size;
		}

		@Override
		public void setSize(int size) {
			super.setSize(size);
			this.size = size;
		}

		@Async
		public Future<String> later() {
			return CompletableFuture.completedFuture(getNote());
		}

	}

}
