package dev.configstore.spring.dryrun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.configstore.spring.dryrun.Settings.Level;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Kinds of beans that read properties by {@code @Value}.
 */
final class ValueKinds {

	private static final String[] SCALARS = { "number", "text", "timeout", "level" };

	static final List<Kind> ALL = List.of(Kind.of("field", FieldConfiguration.class).only(SCALARS),
			Kind.of("defaulted", DefaultedConfiguration.class).only(SCALARS),
			Kind.of("nested", NestedConfiguration.class).only("number", "text"),
			Kind.of("expression", ExpressionConfiguration.class).only("number", "text"),
			Kind.of("beanExpression", BeanExpressionConfiguration.class).only("number"),
			Kind.of("constructor", ConstructorConfiguration.class).only("number", "timeout"),
			Kind.of("parameter", ParameterConfiguration.class).only("number", "level"),
			Kind.of("setter", SetterConfiguration.class).only("number", "text"),
			Kind.of("optional", OptionalConfiguration.class).only("number", "text"),
			Kind.of("single", SingleConfiguration.class).only("number", "text").staying(),
			Kind.of("lazySingle", LazySingleConfiguration.class).only("number", "text").unused(),
			Kind.of("configuredField", ConfiguredFieldConfiguration.class).only(SCALARS).in(Group.CONFIGURER),
			Kind.of("convertedField", ConvertedFieldConfiguration.class).only(SCALARS).in(Group.CONVERSION));

	private ValueKinds() {
	}

	/** What the beans hold. */
	static class Values {

		final List<@Nullable Object> values = new ArrayList<>();

		Values add(@Nullable Object value) {
			this.values.add(value);
			return this;
		}

		@Override
		public String toString() {
			return this.values.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FieldConfiguration {

		@Bean
		@RefreshScope
		Field field() {
			return new Field();
		}

	}

	static class Field {

		@Value("${field.number}")
		private int number;

		@Value("${field.text}")
		private @Nullable String text;

		@Value("${field.timeout}")
		private @Nullable Duration timeout;

		@Value("${field.level}")
		private @Nullable Level level;

		@Override
		public String toString() {
			return this.number + this.text + this.timeout + this.level;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DefaultedConfiguration {

		@Bean
		@RefreshScope
		Values defaulted(@Value("${defaulted.number:8}") int number, @Value("${defaulted.text:}") String text,
				@Value("${defaulted.timeout:3s}") Duration timeout, @Value("${defaulted.level:HIGH}") Level level) {
			return new Values().add(number).add(text).add(timeout).add(level);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NestedConfiguration {

		@Bean
		@RefreshScope
		Values nested(@Value("${nested.${other.key}}") int number,
				@Value("${nested.text:${nested.number:x}}") String text) {
			return new Values().add(number).add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExpressionConfiguration {

		@Bean
		@RefreshScope
		Values expression(@Value("#{${expression.number} * 2}") int number,
				@Value("#{'${expression.text}'.split(',')}") List<String> texts) {
			return new Values().add(number).add(texts);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanExpressionConfiguration {

		@Bean
		@RefreshScope
		Values beanExpression(@Value("#{@collaborator.accept('${beanexpression.number}')}") int number) {
			return new Values().add(number);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConstructorConfiguration {

		@Bean
		static ConstructorRegistrar registrar() {
			return new ConstructorRegistrar();
		}

	}

	/** Registers a class, so that its own constructor is called. */
	static class ConstructorRegistrar implements BeanDefinitionRegistryPostProcessor {

		@Override
		public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
			new AnnotatedBeanDefinitionReader(registry).registerBean(Constructed.class, "constructor");
		}

	}

	@RefreshScope
	static class Constructed extends Values {

		Constructed() {
		}

		@Autowired
		Constructed(@Value("${constructor.number}") long number, @Value("${constructor.timeout}") Duration timeout) {
			add(number).add(timeout);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ParameterConfiguration {

		@Bean
		@RefreshScope
		Values parameter(@Value("${parameter.number}") Integer number, @Value("${parameter.level}") Level level) {
			return new Values().add(number).add(level);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SetterConfiguration {

		@Bean
		@RefreshScope
		Setter setter() {
			return new Setter();
		}

	}

	static class Setter extends Values {

		@Value("${setter.number}")
		void setNumber(short number) {
			add(number);
		}

		@Autowired
		void with(Group.Collaborator collaborator, @Value("${setter.text}") String text) {
			add(collaborator.pass(text));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OptionalConfiguration {

		@Bean
		@RefreshScope
		Values optional(@Value("${optional.number}") Optional<Integer> number,
				@Value("${optional.text:#{null}}") Optional<String> text) {
			return new Values().add(number).add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SingleConfiguration {

		@Bean
		Values single(@Value("${single.number}") int number, @Value("${single.text:d}") String text) {
			return new Values().add(number).add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazySingleConfiguration {

		@Bean
		@Lazy
		Values lazySingle(@Value("${lazysingle.number}") int number, @Value("${lazysingle.text:d}") String text) {
			return new Values().add(number).add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConfiguredFieldConfiguration {

		@Bean
		@RefreshScope
		Values configuredField(@Value("${configuredfield.number}") int number,
				@Value("${configuredfield.text}") String text, @Value("${configuredfield.timeout}") Duration timeout,
				@Value("${configuredfield.level}") Level level) {
			return new Values().add(number).add(text).add(timeout).add(level);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConvertedFieldConfiguration {

		@Bean
		@RefreshScope
		Values convertedField(@Value("${convertedfield.number}") Integer number,
				@Value("${convertedfield.text}") String text, @Value("${convertedfield.timeout}") Duration timeout,
				@Value("${convertedfield.level}") Level level) {
			return new Values().add(number).add(text).add(timeout).add(level);
		}

	}

}
