package dev.configstore.spring.lifecycle;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads of ours and of the SDK, and the clients, that there are more than at some
 * moment.
 */
final class Footprint {

	private final Set<Thread> before = threads();

	private final int clients = LifeCycle.CLIENTS.open();

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
