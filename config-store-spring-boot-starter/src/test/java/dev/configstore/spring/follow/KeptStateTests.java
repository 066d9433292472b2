package dev.configstore.spring.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean of which a key changes keeps what no source carries: what was injected, what
 * code has set, what it has computed.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class KeptStateTests {

	private EmbeddedTable table;

	private RunningApplication application;

	@BeforeAll
	void start(EmbeddedTable table) {
		this.table = table;
		fill();
		this.application = RunningApplication.start(table, Application.class, "owner=local");
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
		this.table.put("prod", "jobs", Map.of("core-pool-size", 1));
		for (String option : List.of("data", "aware", "customized", "made", "started", "closing")) {
			this.table.put("prod", option, Map.of("size", 25));
		}
	}

	@Test
	void keepsInjectedPropertiesWhenAKeyChanges() {
		Data data = this.application.bean(Data.class);
		Object helper = data.getHelper();
		assertThat(helper).isNotNull();
		assertThat(data.getOwner()).isEqualTo("local");
		this.table.putKey("prod", "data", "size", 26);
		this.application.reloadApplies();
		assertThat(data.getSize()).isEqualTo(26);
		assertThat(data.getHelper()).isSameAs(helper);
		assertThat(data.getOwner()).isEqualTo("local");
		assertThat(this.application.bean(Data.class)).isSameAs(data);
	}

	@Test
	void keepsInjectedPropertiesWhenTheOptionIsDeletedAndComesBack() {
		Data data = this.application.bean(Data.class);
		this.table.delete("prod", "data");
		this.application.reloadApplies();
		assertThat(data.getSize()).isEqualTo(7);
		assertThat(data.getHelper()).isNotNull();
		assertThat(data.getOwner()).isEqualTo("local");
		this.table.put("prod", "data", Map.of("size", 27, "owner", "table"));
		this.application.reloadApplies();
		assertThat(data.getSize()).isEqualTo(27);
		assertThat(data.getOwner()).isEqualTo("table");
		this.table.removeKey("prod", "data", "owner");
		this.application.reloadApplies();
		assertThat(data.getOwner()).as("what it held before it was bound").isEqualTo("local");
	}

	@Test
	void keepsWhatTheContainerSetWhenAKeyChanges() {
		Aware aware = this.application.bean(Aware.class);
		this.table.putKey("prod", "aware", "size", 26);
		this.application.reloadApplies();
		assertThat(aware.getSize()).isEqualTo(26);
		assertThat(aware.getBeanName()).isEqualTo("aware");
	}

	@Test
	void keepsWhatOtherBeansSetWhenAKeyChanges() {
		Customized customized = this.application.bean(Customized.class);
		assertThat(customized.getPassword()).isEqualTo("by a post-processor");
		assertThat(customized.getToken()).isEqualTo("after the start");
		this.table.putKey("prod", "customized", "size", 26);
		this.application.reloadApplies();
		assertThat(customized.getSize()).isEqualTo(26);
		assertThat(customized.getPassword()).isEqualTo("by a post-processor");
		assertThat(customized.getToken()).isEqualTo("after the start");
		assertThat(customized.getRoutes()).containsExactly(Map.entry("a", "by code"));
		assertThat(customized.getListeners()).containsExactly("by code");
	}

	@Test
	void keepsWhatTheFactoryMethodSetWhenItsPropertyIsBoundAndUnbound() {
		Made made = this.application.bean(Made.class);
		assertThat(made.getPassword()).isEqualTo("by code");
		this.table.put("prod", "made", Map.of("size", 25, "password", "from the table", "inner", Map.of("name", "t")));
		this.application.reloadApplies();
		assertThat(made.getPassword()).isEqualTo("from the table");
		assertThat(made.getInner().getName()).isEqualTo("t");
		assertThat(made.getInner().getNote()).isEqualTo("inner, by code");
		this.table.put("prod", "made", Map.of("size", 26));
		this.application.reloadApplies();
		assertThat(made.getSize()).isEqualTo(26);
		assertThat(made.getPassword()).as("its original").isEqualTo("by code");
		assertThat(made.getInner().getName()).as("its original").isEqualTo("name, by code");
		assertThat(made.getInner().getNote()).isEqualTo("inner, by code");
	}

	@Test
	void keepsTheNestedBeanItselfWhenAKeyOfItChanges() {
		Made made = this.application.bean(Made.class);
		Object inner = made.getInner();
		this.table.put("prod", "made", Map.of("size", 25, "inner", Map.of("name", "t")));
		this.application.reloadApplies();
		assertThat(made.getInner()).isSameAs(inner);
		this.table.put("prod", "made", Map.of("size", 25));
		this.application.reloadApplies();
		assertThat(made.getInner()).isSameAs(inner);
	}

	@Test
	void runsTheBeansOwnInitializationAgainWhenItsClassIsAnnotatedAndHasNoDestroyCallback() {
		Started started = this.application.bean(Started.class);
		int before = started.initialized;
		this.table.putKey("prod", "started", "size", 26);
		this.application.reloadApplies();
		assertThat(started.doubled).isEqualTo(52);
		assertThat(started.initialized).isEqualTo(before + 1);
		this.table.put("prod", "unrelated", Map.of("number", started.initialized));
		this.application.reload();
		assertThat(started.initialized).isEqualTo(before + 1);
	}

	@Test
	void callsNoCallbackOfABeanThatHasADestroyCallback() {
		Closing closing = this.application.bean(Closing.class);
		this.table.putKey("prod", "closing", "size", 26);
		this.application.reloadApplies();
		assertThat(closing.getSize()).isEqualTo(26);
		assertThat(closing.calls).containsExactly("started");
	}

	@Test
	void changesTheSizeOfAnExecutorWithoutStoppingIt() throws Exception {
		ThreadPoolTaskExecutor jobs = this.application.bean("jobs", ThreadPoolTaskExecutor.class);
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<String> first = jobs.submit(() -> {
			running.countDown();
			release.await();
			return "done";
		});
		running.await();
		Future<String> queued = jobs.submit(() -> "queued");
		this.table.putKey("prod", "jobs", "core-pool-size", 3);
		this.application.reloadApplies();
		assertThat(jobs.getThreadPoolExecutor().getCorePoolSize()).isEqualTo(3);
		release.countDown();
		assertThat(first.get()).isEqualTo("done");
		assertThat(queued.get()).isEqualTo("queued");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Started.class, Closing.class })
	@Import(Data.class)
	static class Application {

		@Bean
		Helper helper() {
			return new Helper();
		}

		@Bean
		@ConfigurationProperties("jobs")
		ThreadPoolTaskExecutor jobs() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		@ConfigurationProperties("aware")
		Aware aware() {
			return new Aware();
		}

		@Bean
		@ConfigurationProperties("customized")
		Customized customized() {
			return new Customized();
		}

		@Bean
		static Customizer customizer() {
			return new Customizer();
		}

		@Bean
		SmartInitializingSingleton lateCustomizer(Customized customized) {
			return () -> {
				customized.setToken("after the start");
				customized.getRoutes().put("a", "by code");
				customized.getListeners().add("by code");
			};
		}

		@Bean
		@ConfigurationProperties("made")
		Made made() {
			Made made = new Made();
			made.setPassword("by code");
			made.getInner().setName("name, by code");
			made.getInner().setNote("inner, by code");
			return made;
		}

	}

	static class Helper {

	}

	/** As Lombok's {@code @Data} makes it: everything has accessors. */
	@ConfigurationProperties("data")
	static class Data {

		@Autowired
		private @Nullable Helper helper;

		@Value("${owner}")
		private @Nullable String owner;

		private int size = 7;

		public @Nullable Helper getHelper() {
			return this.helper;
		}

		public void setHelper(@Nullable Helper helper) {
			this.helper = helper;
		}

		public @Nullable String getOwner() {
			return this.owner;
		}

		public void setOwner(@Nullable String owner) {
			this.owner = owner;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	static class Aware implements BeanNameAware {

		private String beanName = "";

		private int size;

		public String getBeanName() {
			return this.beanName;
		}

		@Override
		public void setBeanName(String name) {
			this.beanName = name;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	static class Customizer implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof Customized customized && customized.getPassword().isEmpty()) {
				customized.setPassword("by a post-processor");
			}
			return bean;
		}

	}

	static class Customized {

		private String password = "";

		private String token = "";

		private Map<String, String> routes = new LinkedHashMap<>();

		private List<String> listeners = new ArrayList<>();

		private int size;

		public String getPassword() {
			return this.password;
		}

		public void setPassword(String password) {
			this.password = password;
		}

		public String getToken() {
			return this.token;
		}

		public void setToken(String token) {
			this.token = token;
		}

		public Map<String, String> getRoutes() {
			return this.routes;
		}

		public void setRoutes(Map<String, String> routes) {
			this.routes = routes;
		}

		public List<String> getListeners() {
			return this.listeners;
		}

		public void setListeners(List<String> listeners) {
			this.listeners = listeners;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

	}

	static class Made {

		private String password = "";

		private int size;

		private final Inner inner = new Inner();

		public String getPassword() {
			return this.password;
		}

		public void setPassword(String password) {
			this.password = password;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		public Inner getInner() {
			return this.inner;
		}

	}

	static class Inner {

		private String name = "";

		private String note = "";

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public String getNote() {
			return this.note;
		}

		public void setNote(String note) {
			this.note = note;
		}

	}

	@ConfigurationProperties("started")
	static class Started implements InitializingBean {

		private int size;

		int doubled;

		int initialized;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		@Override
		public void afterPropertiesSet() {
			this.doubled = this.size * 2;
			this.initialized++;
		}

	}

	@ConfigurationProperties("closing")
	static class Closing {

		private final List<String> calls = new ArrayList<>();

		private int size;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		@PostConstruct
		void started() {
			this.calls.add("started");
		}

		@PreDestroy
		void stopped() {
			this.calls.add("stopped");
		}

	}

}
