package dev.configstore.spring.env;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * When the SDK is warmed before anybody asks for it.
 */
class WarmUpTests {

	private static final String[] NONE = {};

	@ParameterizedTest
	@ValueSource(
			strings = { "spring.config.import: \"config-store:\"", "spring:\n  config:\n    import: config-store:prod",
					"spring:\n  config:\n    import:\n    - optional:config-store:\n    - optional:file:x.yml",
					"config-store:\n  store: prod\nspring.config.import: optional:config-store:",
					"my.feature.enabled: false\nspring.config.import: 'config-store:'" })
	void isLikelyWhenAFileHasAnImport(String yaml) {
		assertThat(isLikely("classpath:/application.yml", yaml)).isTrue();
		assertThat(isLikely("file:./config/application.yml", yaml)).isTrue();
		assertThat(isLikely("file:./other.yml", yaml)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "config-store:\n  store: prod", "# spring.config.import: \"config-store:\"", "",
			"spring.config.import: \"config-store:\"\nconfig-store:\n  enabled: false",
			"spring.config.import: config-store:\nconfig-store.enabled: \"false\"" })
	void isNotLikelyWhenAFileHasNoneOrItIsSwitchedOff(String yaml) {
		assertThat(isLikely("classpath:/application.yml", yaml)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "--spring.config.import=config-store:, true", "--spring.config.import[1]=config-store:prod, true",
			"--spring.config.import=file:x, false", "config-store:, false" })
	void isLikelyWhenAnArgumentIsAnImport(String argument, boolean likely) {
		assertThat(isLikely(new String[] { argument }, Map.of())).isEqualTo(likely);
	}

	@Test
	void isLikelyWhenAVariableIsAnImportUnlessItIsSwitchedOff() {
		Map<String, String> variables = Map.of("SPRING_CONFIG_IMPORT", "config-store:");
		assertThat(isLikely(NONE, variables)).isTrue();
		assertThat(isLikely(new String[] { "--config-store.enabled=false" }, variables)).isFalse();
		assertThat(isLikely(NONE, Map.of("SPRING_CONFIG_IMPORT", "config-store:", "CONFIG_STORE_ENABLED", "false")))
			.isFalse();
	}

	@Test
	void readsWithoutAnybodyWhoAnswers() {
		assertThatNoException().isThrownBy(WarmUp::read);
	}

	private static boolean isLikely(String[] arguments, Map<String, String> variables) {
		return WarmUpListener.isLikely(arguments, new Properties(), variables, files("none", ""));
	}

	private static boolean isLikely(String place, String text) {
		return WarmUpListener.isLikely(NONE, new Properties(), Map.of(), files(place, text));
	}

	private static ResourceLoader files(String place, String text) {
		return new DefaultResourceLoader() {

			@Override
			public Resource getResource(String location) {
				return location.equals(place) ? new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8))
						: new Missing();
			}

		};
	}

	/**
	 * A file that is not there.
	 */
	private static final class Missing extends ByteArrayResource {

		Missing() {
			super(new byte[0]);
		}

		@Override
		public boolean isReadable() {
			return false;
		}

		@Override
		public byte[] getContentAsByteArray() throws IOException {
			throw new IOException("It is not there");
		}

	}

}
