package dev.configstore.spring.lifecycle;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import org.awaitility.Awaitility;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads of ours and of the SDK, the clients, and the listeners that there are more
 * than at some moment.
 */
final class Footprint {

	private final Set<Thread> before = threads();

	private final int clients = LifeCycle.CLIENTS.open();

	private final Set<MeterRegistry> registries = Set.copyOf(Metrics.globalRegistry.getRegistries());

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("config-store-") || thread.getName().startsWith("sdk-"))
			.collect(Collectors.toSet());
	}

	/**
	 * How many threads poll.
	 */
	long polling() {
		return added().stream().filter((thread) -> thread.getName().startsWith("config-store-reload")).count();
	}

	/**
	 * What is left of a thread that was ended are its last few instructions.
	 */
	void assertNothingLeft() {
		Awaitility.await().untilAsserted(() -> assertThat(added()).isEmpty());
		assertThat(LifeCycle.CLIENTS.open()).as("open clients").isEqualTo(this.clients);
		assertThat(Metrics.globalRegistry.getRegistries()).as("registries that listen to all meters of the JVM")
			.isEqualTo(this.registries);
	}

	/**
	 * A child that is closed leaves no listener with its parent.
	 */
	static void assertNoListenerLeft(ConfigurableApplicationContext parent) {
		assertThat(LifeCycle.Listeners.of(parent)).isEqualTo(parent.getBean(LifeCycle.Listeners.class));
	}

	boolean isEmpty() {
		return added().isEmpty();
	}

	private Set<Thread> added() {
		Set<Thread> added = new HashSet<>(threads());
		added.removeAll(this.before);
		return added;
	}

}
