package dev.configstore.samples.quickstart;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.SettableRefreshable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a class of yours that uses a {@link Refreshable} is tested, without a store.
 */
class WithoutStoreTests {

	@Test
	void followsItsProperties() {
		SettableRefreshable<Limits> limits = new SettableRefreshable<>(new Limits(10));
		Gate gate = new Gate(limits);
		assertThat(gate.isOpenFor(11)).isFalse();
		limits.set(new Limits(20));
		assertThat(gate.isOpenFor(11)).isTrue();
	}

	record Limits(int max) {

	}

	static class Gate {

		private final Refreshable<Limits> limits;

		Gate(Refreshable<Limits> limits) {
			this.limits = limits;
		}

		boolean isOpenFor(int guests) {
			return guests <= this.limits.get().max();
		}

	}

}
