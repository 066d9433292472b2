package dev.configstore.spring.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that goes when it is told to.
 */
public final class SettableClock implements InstantSource {

	private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

	@Override
	public Instant instant() {
		return this.now;
	}

	public void advance(Duration time) {
		this.now = this.now.plus(time);
	}

}
