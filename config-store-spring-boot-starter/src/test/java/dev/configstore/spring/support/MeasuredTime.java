package dev.configstore.spring.support;

import java.time.InstantSource;
import java.util.List;

import dev.configstore.dynamodb.Ticker;
import dev.configstore.reload.ReloadingStores;

import org.springframework.test.util.ReflectionTestUtils;

/**
 * Lets the stores of a running application measure time by a clock of the test: when a
 * full read is due, and for how long one is put off. An application has no setting for
 * that.
 */
public final class MeasuredTime {

	private MeasuredTime() {
	}

	public static void by(InstantSource clock, ReloadingStores<?> stores) {
		Ticker ticker = Ticker.of(clock);
		Object members = get(get(stores, "cycle"), "members");
		set(members, ticker);
		Object fullReads = get(members, "fullReads");
		set(fullReads, ticker);
		// Planned by the first poll, in the new time.
		ReflectionTestUtils.setField(fullReads, "last", null);
		ReflectionTestUtils.setField(fullReads, "next", null);
		for (Object member : (List<?>) get(members, "all")) {
			set(get(member, "poller"), ticker);
		}
	}

	private static void set(Object target, Ticker ticker) {
		ReflectionTestUtils.setField(target, "ticker", ticker);
	}

	private static Object get(Object target, String field) {
		Object value = ReflectionTestUtils.getField(target, field);
		if (value == null) {
			throw new IllegalStateException("No " + field);
		}
		return value;
	}

}
