package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.configstore.spring.support.RecordedEvents;
import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One changed option of a thousand: what is bound and what is made anew. What that takes
 * is measured by the benchmarks.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class RefreshCostTests {

	private static final int BEANS = 20;

	private static final int OPTIONS = 1_000;

	@Test
	void bindsAndMakesOnlyWhatItMustWhenOneOptionOfManyChanges(EmbeddedTable table) {
		fill(table);
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Application.class)) {
			touch(context);
			Scoped.made = 0;
			Bound.bound.clear();
			table.put("prod", "bound7", Map.of("number", 8));
			assertThat(StoreApplication.reload(context)).isTrue();
			// Set by the update; the dry run made no other instance, and no callback ran.
			assertThat(Bound.bound).containsExactly(8);
			assertThat(Scoped.made).as("one replacement for each").isEqualTo(BEANS);
			touch(context);
			assertThat(Scoped.made).isEqualTo(BEANS);
			assertThat(context.getBean(RecordedEvents.class).changes).containsExactly(Set.of("bound7.number"));
			Bound.bound.clear();
			table.put("prod", "option500", Map.of("number", 8));
			assertThat(StoreApplication.reload(context)).isTrue();
			assertThat(Bound.bound).as("nobody reads it").isEmpty();
		}
	}

	private static void touch(ConfigurableApplicationContext context) {
		context.getBeansOfType(Scoped.class).values().forEach(Scoped::toString);
	}

	private static void fill(EmbeddedTable table) {
		table.clear();
		for (int i = 0; i < BEANS; i++) {
			table.put("prod", "bound" + i, Map.of("number", i));
		}
		List<WriteRequest> batch = new ArrayList<>();
		for (int i = BEANS; i < OPTIONS; i++) {
			Map<String, AttributeValue> item = Map.of("_store", AttributeValue.fromS("prod"), "_option",
					AttributeValue.fromS("option" + i), "number", AttributeValue.fromN("1"));
			batch.add(WriteRequest.builder().putRequest((put) -> put.item(item)).build());
			if (batch.size() == 25 || i == OPTIONS - 1) {
				Map<String, List<WriteRequest>> requests = Map.of(table.name(), List.copyOf(batch));
				table.client().batchWriteItem((request) -> request.requestItems(requests));
				batch.clear();
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		RecordedEvents events() {
			return new RecordedEvents();
		}

		@Bean
		@ConfigurationProperties("bound0")
		Bound bound0() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped0(@Value("${bound0.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound1")
		Bound bound1() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped1(@Value("${bound1.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound2")
		Bound bound2() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped2(@Value("${bound2.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound3")
		Bound bound3() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped3(@Value("${bound3.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound4")
		Bound bound4() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped4(@Value("${bound4.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound5")
		Bound bound5() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped5(@Value("${bound5.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound6")
		Bound bound6() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped6(@Value("${bound6.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound7")
		Bound bound7() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped7(@Value("${bound7.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound8")
		Bound bound8() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped8(@Value("${bound8.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound9")
		Bound bound9() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped9(@Value("${bound9.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound10")
		Bound bound10() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped10(@Value("${bound10.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound11")
		Bound bound11() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped11(@Value("${bound11.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound12")
		Bound bound12() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped12(@Value("${bound12.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound13")
		Bound bound13() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped13(@Value("${bound13.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound14")
		Bound bound14() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped14(@Value("${bound14.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound15")
		Bound bound15() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped15(@Value("${bound15.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound16")
		Bound bound16() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped16(@Value("${bound16.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound17")
		Bound bound17() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped17(@Value("${bound17.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound18")
		Bound bound18() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped18(@Value("${bound18.number}") int number) {
			return new Scoped();
		}

		@Bean
		@ConfigurationProperties("bound19")
		Bound bound19() {
			return new Bound();
		}

		@Bean
		@RefreshScope
		Scoped scoped19(@Value("${bound19.number}") int number) {
			return new Scoped();
		}

	}

	static class Bound {

		static final List<Integer> bound = new ArrayList<>();

		private int number;

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
			bound.add(number);
		}

	}

	static class Scoped implements InitializingBean {

		static int made;

		@Override
		public void afterPropertiesSet() {
			made++;
		}

	}

}
