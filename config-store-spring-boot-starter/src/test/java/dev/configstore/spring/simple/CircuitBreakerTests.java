package dev.configstore.spring.simple;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.configstore.spring.simple.CircuitBreaker.Permit;
import dev.configstore.support.SettableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakerTests {

	private final SettableClock clock = new SettableClock();

	private final CircuitBreaker breaker = new CircuitBreaker(this.clock);

	private Permit permit() {
		return Objects.requireNonNull(this.breaker.tryNow());
	}

	@Test
	void countsFailuresOfOneMomentOnce() {
		Permit first = permit();
		Permit second = permit();
		assertThat(this.breaker.failed(first)).isTrue();
		assertThat(this.breaker.failed(second)).isFalse();
		assertThat(this.breaker.isPausing()).isTrue();
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.breaker.isPausing()).isFalse();
	}

	@Test
	void letsOneTryAfterThePause() {
		this.breaker.failed(permit());
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.breaker.tryNow()).isNotNull();
		assertThat(this.breaker.tryNow()).isNull();
		// Whoever tried never came back.
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(this.breaker.tryNow()).isNotNull();
	}

	@Test
	void pausesLongerEachTimeAndHalfAMinuteAtMost() {
		Instant began = this.clock.instant();
		for (int failure = 1; failure <= 8; failure++) {
			this.breaker.failed(permit());
			long longest = Math.min(30_000, 1000L << failure);
			this.clock.advance(Duration.ofMillis(longest / 2 - 1));
			assertThat(this.breaker.tryNow()).isNull();
			this.clock.advance(Duration.ofMillis(longest - longest / 2 + 1));
		}
		assertThat(this.breaker.failingSince()).isEqualTo(began);
		assertThat(this.breaker.succeeded()).isTrue();
		assertThat(this.breaker.failingSince()).isNull();
		assertThat(this.breaker.succeeded()).isFalse();
	}

	@Test
	void doesNotPauseForHoursWhenTheClockIsPutBack() {
		this.breaker.failed(permit());
		this.clock.advance(Duration.ofHours(-1));
		assertThat(this.breaker.tryNow()).isNotNull();
	}

}
