package dev.configstore.libraries;

import java.util.List;
import java.util.Map;

import dev.configstore.spring.Refreshable;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import kotlin.UninitializedPropertyAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Kotlin's classes: {@code lateinit var}, {@code var}, {@code val}, data classes.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class KotlinTests {

	private final EmbeddedTable table;

	@SuppressWarnings("NullAway.Init")
	private LibraryApplication application;

	KotlinTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void start() {
		this.table.clear();
		this.table.put("prod", "late", Map.of("host", "one", "port", 1, "nick", "n"));
		this.table.put("prod", "data", Map.of("host", "one", "port", 1, "nick", "n"));
		this.table.put("prod", "bean", Map.of("hosts", List.of("a", "b"), "limits", Map.of("x", 1, "y", 2), "pool",
				Map.of("size", 10, "name", "p")));
		this.application = LibraryApplication.start(this.table, "none", Application.class);
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void lateInitPropertyFollows() {
		LateProperties late = this.application.bean(LateProperties.class);
		this.table.put("prod", "late", Map.of("host", "two", "port", 2));
		this.application.reloadApplies();
		assertThat(late.getHost()).isEqualTo("two");
		assertThat(late.getPort()).isEqualTo(2);
		assertThat(late.getNick()).isNull();
	}

	@Test
	void lateInitPropertyIsAsAtAFreshStartOrNamedWhenItsOptionIsRemoved(CapturedOutput output) {
		LateProperties late = this.application.bean(LateProperties.class);
		this.table.delete("prod", "late");
		this.application.reloadApplies();
		assertThat(late.getPort()).isEqualTo(8080);
		assertThat(late.getNick()).isNull();
		boolean named = output.toString()
			.lines()
			.anyMatch((line) -> line.contains("LateProperties") && line.contains("host"));
		if (!named) {
			assertThatExceptionOfType(UninitializedPropertyAccessException.class).isThrownBy(late::getHost);
		}
		this.table.put("prod", "late", Map.of("host", "three"));
		this.application.reloadApplies();
		assertThat(late.getHost()).isEqualTo("three");
	}

	@Test
	void rejectionNamesTheKeyThatAConstructorNeeds() {
		this.table.removeKey("prod", "data", "host");
		String reason = this.application.reloadRejects();
		assertThat(reason).contains("data.host").doesNotContain("NullPointerException");
		assertThat(this.application.bean(View.class).data().get()).isEqualTo(new DataProperties("one", 1, "n"));
		this.table.putKey("prod", "data", "host", "two");
		this.application.reloadApplies();
		assertThat(this.application.bean(View.class).data().get()).isEqualTo(new DataProperties("two", 1, "n"));
	}

	@Test
	void dataClassGetsItsDefaultsInAView() {
		this.table.put("prod", "data", Map.of("host", "two"));
		this.application.reloadApplies();
		assertThat(this.application.bean(View.class).data().get()).isEqualTo(new DataProperties("two", 8080, null));
	}

	@Test
	void beanFollowsInItsCollectionsAndNestedBeans() {
		BeanProperties bean = this.application.bean(BeanProperties.class);
		Object pool = bean.getPool();
		this.table.put("prod", "bean",
				Map.of("hosts", List.of("c"), "limits", Map.of("y", 3), "pool", Map.of("size", 20)));
		this.application.reloadApplies();
		assertThat(bean.getHosts()).containsExactly("c");
		assertThat(bean.getLimits()).containsExactly(Map.entry("y", 3));
		assertThat(bean.getPool()).isSameAs(pool);
		assertThat(bean.getPool().getSize()).isEqualTo(20);
		assertThat(bean.getPool().getName()).isEqualTo("default");
		this.table.delete("prod", "bean");
		this.application.reloadApplies();
		assertThat(bean.getHosts()).containsExactly("none");
		assertThat(bean.getLimits()).isEmpty();
		assertThat(bean.getPool().getSize()).isEqualTo(5);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ LateProperties.class, BeanProperties.class })
	static class Application {

		@Bean
		View view(Refreshable<DataProperties> data) {
			return new View(data);
		}

	}

	record View(Refreshable<DataProperties> data) {

	}

}
