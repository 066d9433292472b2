package dev.configstore.spring.update;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Constraints are judged on a bean that has both what the candidate gives and what code
 * had set, before anything is touched.
 */
class ShadowTests {

	private static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();

	private static Set<String> violations(UpdatedApplication application, Map<String, Object> candidate) {
		List<Shadow> shadows = application.plan(candidate).shadows();
		assertThat(shadows).isNotEmpty().allMatch(Shadow::validated).allMatch((shadow) -> shadow.shadow() != null);
		return shadows.stream()
			.map(Shadow::shadow)
			.flatMap((shadow) -> VALIDATOR.validate(shadow).stream())
			.map((violation) -> violation.getPropertyPath().toString())
			.collect(Collectors.toSet());
	}

	@Test
	void constraintsSeeWhatCodeHasSetAndWhatTheCandidateGives() {
		try (UpdatedApplication application = UpdatedApplication.start(Map.of("made.min", "1", "made.max", "9"),
				Config.class)) {
			Made made = application.bean(Made.class);
			String before = Description.of(made);
			assertThat(violations(application, Map.of("made.min", "2", "made.max", "9"))).isEmpty();
			// One setter at a time would not do.
			assertThat(violations(application, Map.of("made.min", "50", "made.max", "60"))).isEmpty();
			assertThat(violations(application, Map.of("made.min", "50", "made.max", "9"))).containsExactly("inOrder");
			assertThat(violations(application, Map.of("made.min", "1"))).isEmpty();
			assertThat(violations(application, Map.of("made.min", "7"))).containsExactly("inOrder");
			assertThat(violations(application, Map.of("made.min", "1", "made.max", "9", "made.part.limit", "11")))
				.containsExactly("part.limit");
			assertThat(violations(application, Map.of("made.min", "1", "made.max", "9", "made.part.limit", "10")))
				.isEmpty();
			assertThat(Description.of(made)).isEqualTo(before);
			assertThat(made.calls).isEqualTo(2);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties
	static class Config {

		@Bean
		@Validated
		@ConfigurationProperties("made")
		Made made() {
			return new Made("by code");
		}

	}

	static class Made {

		private final String required;

		private int min;

		private int max = 5;

		private int calls;

		@Valid
		private final Part part = new Part();

		Made(String required) {
			this.required = required;
		}

		@NotNull
		public String required() {
			return this.required;
		}

		@AssertTrue
		public boolean isInOrder() {
			return this.min <= this.max && this.required != null;
		}

		public int getMin() {
			return this.min;
		}

		public void setMin(int min) {
			this.calls++;
			this.min = min;
		}

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.calls++;
			this.max = max;
		}

		public Part getPart() {
			return this.part;
		}

	}

	static class Part {

		@Max(10)
		private int limit;

		public int getLimit() {
			return this.limit;
		}

		public void setLimit(int limit) {
			this.limit = limit;
		}

	}

}
