package dev.configstore.spring.text;

import java.time.Duration;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DurationTextTests {

	@ParameterizedTest
	@CsvSource({ "PT0S, 0 ms", "PT0.0009S, 0 ms", "PT0.35S, 350 ms", "PT0.999999S, 999 ms", "PT1S, 1 s", "PT1.05S, 1 s",
			"PT1.806548304S, 1.8 s", "PT9.999S, 9.9 s", "PT10S, 10 s", "PT12.9S, 12 s", "PT59.9S, 59 s", "PT1M, 1 min",
			"PT4M12.044S, 4 min 12 s", "PT59M59.9S, 59 min 59 s", "PT1H, 1 h", "PT1H59S, 1 h", "PT3H5M, 3 h 5 min",
			"PT24H, 1 d", "PT52H, 2 d 4 h", "P400D, 400 d", "PT-1.5S, -1.5 s" })
	void isAsPeopleWriteIt(Duration duration, String text) {
		assertThat(DurationText.of(duration)).isEqualTo(text);
	}

	@Test
	void isTheSameInEveryLocale() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("ar-EG"));
			assertThat(DurationText.of(Duration.ofMillis(1_806))).isEqualTo("1.8 s");
		}
		finally {
			Locale.setDefault(before);
		}
	}

}
