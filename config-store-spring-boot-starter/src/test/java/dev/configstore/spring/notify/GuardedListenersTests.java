package dev.configstore.spring.notify;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The listeners that hear an event are those that Spring would tell, in its order, and
 * none of them stops another.
 */
class GuardedListenersTests {

	private static final List<String> HEARD = new CopyOnWriteArrayList<>();

	private final ForeignCalls calls = new ForeignCalls(Duration.ofSeconds(30));

	@AfterEach
	void clear() {
		HEARD.clear();
		this.calls.close();
	}

	@Test
	void tellsWhomSpringTellsInItsOrder() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(Parent.class);
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.addApplicationListener((ApplicationListener<Told>) (event) -> HEARD.add("added"));
			child.register(Listeners.class);
			child.refresh();
			HEARD.clear();
			GuardedListeners.publish(new Told(child, "all"), child, this.calls);
			List<String> guarded = List.copyOf(HEARD);
			HEARD.clear();
			child.publishEvent(new Told(child, "none fails"));
			assertThat(guarded).containsExactlyElementsOf(HEARD)
				.startsWith("first")
				.endsWith("parent")
				.containsExactlyInAnyOrder("first", "added", "conditional all", "lazy", "parent");
		}
	}

	@Test
	void goesOnBehindOneThatThrowsAndOneThatCannotBeMade() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Failing.class,
				Listeners.class)) {
			HEARD.clear();
			GuardedListeners.publish(new Told(context, "fails"), context, this.calls);
			assertThat(HEARD).contains("first", "conditional fails");
		}
	}

	@Test
	void leavesOutWhoIsNotToHear() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Listeners.class)) {
			HEARD.clear();
			GuardedListeners.publish(new Told(context, "all"), context, this.calls, Set.of("first", "unknown"));
			assertThat(HEARD).containsExactlyInAnyOrder("lazy", "conditional all");
		}
	}

	static class Told extends ApplicationEvent {

		final String what;

		Told(Object source, String what) {
			super(source);
			this.what = what;
		}

		public String getWhat() {
			return this.what;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@Bean
		First first() {
			return new First();
		}

		@Bean
		@Lazy
		LazyListener lazy() {
			return new LazyListener();
		}

		@EventListener(condition = "#event.what != 'nothing'")
		@Order(Ordered.LOWEST_PRECEDENCE)
		void conditional(Told event) {
			HEARD.add("conditional " + (event.getWhat().equals("none fails") ? "all" : event.getWhat()));
		}

		@EventListener
		void another(ContextRefreshedEvent event) {
			HEARD.add("another event");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Parent {

		@EventListener
		void on(Told event) {
			HEARD.add("parent");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@EventListener
		@Order(0)
		void on(Told event) {
			throw new IllegalStateException(event.getWhat());
		}

	}

	@Order(1)
	static class First implements ApplicationListener<Told> {

		@Override
		public void onApplicationEvent(Told event) {
			HEARD.add("first");
		}

	}

	static class LazyListener implements ApplicationListener<Told> {

		@Override
		public void onApplicationEvent(Told event) {
			HEARD.add("lazy");
		}

	}

}
