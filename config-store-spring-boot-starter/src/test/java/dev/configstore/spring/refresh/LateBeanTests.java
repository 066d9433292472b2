package dev.configstore.spring.refresh;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.configstore.spring.support.StoreApplication;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lazy bean that is bound before the swap, and that Spring Cloud learns of after it.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class LateBeanTests {

	@Test
	void bindsABeanOnceMoreWhenItWasBoundDuringTheSwap(EmbeddedTable table) {
		table.put("prod", "late", Map.of("size", 1));
		try (ConfigurableApplicationContext context = StoreApplication.run(table, Application.class)) {
			Hold hold = context.getBean(Hold.class);
			CompletableFuture<Late> creation = CompletableFuture.supplyAsync(() -> context.getBean(Late.class));
			hold.creation = creation;
			await(hold.bound);
			table.put("prod", "late", Map.of("size", 2));
			StoreApplication.reload(context);
			Late late = creation.join();
			assertThat(late.getSize()).isEqualTo(2);
			assertThat(late.set).as("bound once, and once more").isEqualTo(2);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		static Hold hold() {
			return new Hold();
		}

		@Bean
		@Lazy
		@ConfigurationProperties("late")
		Late late() {
			return new Late();
		}

	}

	/** Comes after Boot's binding and before Spring Cloud's collecting. */
	static class Hold implements BeanPostProcessor, Ordered {

		final CountDownLatch bound = new CountDownLatch(1);

		final CountDownLatch swapped = new CountDownLatch(1);

		volatile CompletableFuture<?> creation = new CompletableFuture<>();

		@Override
		public int getOrder() {
			return 0;
		}

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			if (bean instanceof Late && this.swapped.getCount() > 0) {
				this.bound.countDown();
				await(this.swapped);
			}
			return bean;
		}

		@EventListener
		void on(EnvironmentChangeEvent event) {
			this.swapped.countDown();
			this.creation.join();
		}

	}

	static class Late {

		private int size;

		int set;

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			// Spring Cloud sets the default before a bean is bound again.
			this.set += (size != 0) ? 1 : 0;
			this.size = size;
		}

	}

}
