package dev.configstore.spring.text;

import java.time.Duration;

/**
 * Durations as people write them: {@code 350 ms}, {@code 1.8 s}, {@code 4 min 12 s},
 * {@code 3 h 5 min}, {@code 2 d 4 h}. The same in every locale.
 */
public final class DurationText {

	private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

	private DurationText() {
	}

	/**
	 * Return a duration as a text. What it is shortened by is cut off, not rounded, so
	 * that an age is never said to be reached before it is.
	 * @param duration the duration
	 * @return the text, with two units at most
	 */
	public static String of(Duration duration) {
		if (duration.isNegative()) {
			return "-" + of(duration.negated());
		}
		if (duration.toSeconds() == 0) {
			return duration.toMillis() + " ms";
		}
		if (duration.compareTo(TEN_SECONDS) < 0) {
			int tenths = duration.toMillisPart() / 100;
			return duration.toSeconds() + ((tenths > 0) ? "." + tenths : "") + " s";
		}
		if (duration.toDays() > 0) {
			return two(duration.toDays(), " d", duration.toHoursPart(), " h");
		}
		if (duration.toHours() > 0) {
			return two(duration.toHours(), " h", duration.toMinutesPart(), " min");
		}
		return (duration.toMinutes() > 0) ? two(duration.toMinutes(), " min", duration.toSecondsPart(), " s")
				: duration.toSeconds() + " s";
	}

	private static String two(long many, String unit, int rest, String lesser) {
		return many + unit + ((rest > 0) ? " " + rest + lesser : "");
	}

}
