package dev.configstore.spring.dryrun;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import dev.configstore.spring.dryrun.Group.Injected;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * Kinds of beans with a live instance, which an update sets.
 */
final class BoundKinds {

	static final List<Kind> ALL = List.of(
			Kind.of("annotated", AnnotatedConfiguration.class)
				.few()
				.read((context) -> context.getBean(Annotated.class)),
			Kind.of("validated", ValidatedConfiguration.class).read((context) -> context.getBean(ValidatedBean.class)),
			Kind.of("method", MethodConfiguration.class),
			Kind.of("validatedMethod", ValidatedMethodConfiguration.class),
			Kind.of("both", BothConfiguration.class).few(),
			Kind.of("supertype", SupertypeConfiguration.class).only("number"),
			Kind.of("anyType", AnyTypeConfiguration.class).few(),
			Kind.of("strictSupertype", StrictSupertypeConfiguration.class),
			Kind.of("strict", StrictConfiguration.class).read((context) -> context.getBean(Strict.class)),
			Kind.of("lenient", LenientConfiguration.class).read((context) -> context.getBean(Lenient.class)),
			Kind.of("made", MadeConfiguration.class).few(), Kind.of("third", ThirdConfiguration.class).few(),
			Kind.of("factory", FactoryConfiguration.class).few().read((context) -> context.getBean("&factory")),
			Kind.of("proxied", ProxiedConfiguration.class).few(),
			Kind.of("injected", InjectedConfiguration.class).few(),
			Kind.of("checking", CheckingConfiguration.class).few(), Kind.of("self", SelfConfiguration.class).few(),
			Kind.of("abstractNested", AbstractNestedConfiguration.class).only("number", "pool"),
			Kind.of("annotatedNested", AnnotatedNestedConfiguration.class).only("number", "pool"),
			Kind.of("collections", CollectionKinds.CollectionsConfiguration.class).with(CollectionKinds.VALUES),
			Kind.of("converting", CollectionKinds.ConvertingConfiguration.class)
				.with(Map.of("point", "1:2", "points", "1:2,3:4", "number", 1)),
			Kind.of("properties", PropertiesConfiguration.class)
				.read((context) -> new TreeMap<>(context.getBean("properties", Properties.class))),
			Kind.of("never", NeverConfiguration.class).few().staying(),
			Kind.of("configured", ConfiguredConfiguration.class).in(Group.CONFIGURER),
			Kind.of("converted", ConvertedConfiguration.class).in(Group.CONVERSION));

	private BoundKinds() {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Annotated.class)
	static class AnnotatedConfiguration {

	}

	@ConfigurationProperties("annotated")
	static class Annotated extends Settings {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(ValidatedBean.class)
	static class ValidatedConfiguration {

	}

	@Validated
	@ConfigurationProperties("validated")
	static class ValidatedBean extends Settings {

	}

	@Configuration(proxyBeanMethods = false)
	static class MethodConfiguration {

		@Bean
		@ConfigurationProperties("method")
		Settings method() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ValidatedMethodConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("validatedmethod")
		Settings validatedMethod() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BothConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("both")
		BothBean both() {
			return new BothBean();
		}

	}

	@Validated
	static class BothBean extends Settings {

	}

	@Configuration(proxyBeanMethods = false)
	static class SupertypeConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("supertype")
		Base supertype() {
			return new Derived();
		}

	}

	static class Base {

	}

	static class Derived extends Base {

		private int number = 10;

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

		@Override
		public String toString() {
			return "" + this.number;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnyTypeConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("anytype")
		Object anyType() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class StrictSupertypeConfiguration {

		@Bean
		@ConfigurationProperties(prefix = "strictsupertype", ignoreUnknownFields = false)
		Object strictSupertype() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Strict.class)
	static class StrictConfiguration {

	}

	@ConfigurationProperties(prefix = "strict", ignoreUnknownFields = false)
	static class Strict extends Settings {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Lenient.class)
	static class LenientConfiguration {

	}

	@ConfigurationProperties(prefix = "lenient", ignoreInvalidFields = true)
	static class Lenient extends Settings {

	}

	@Configuration(proxyBeanMethods = false)
	static class MadeConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("made")
		Made made() {
			return new Made("code");
		}

	}

	/** Without a constructor that has no arguments. */
	static class Made extends Settings {

		Made(String code) {
		}

		@Override
		public void setText(@Nullable String text) {
			super.setText(Settings.accepted(text));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThirdConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("third")
		Third third() {
			Third third = new Third();
			third.password = "code";
			return third;
		}

	}

	/** Another library's, whose code has set what its constraint wants. */
	static class Third extends Settings {

		@NotNull
		@Nullable String password;

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryConfiguration {

		@Bean
		@ConfigurationProperties("factory")
		Factory factory() {
			return new Factory();
		}

	}

	static class Factory extends Settings implements FactoryBean<StringBuilder> {

		@Override
		public StringBuilder getObject() {
			return new StringBuilder();
		}

		@Override
		public Class<?> getObjectType() {
			return StringBuilder.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxiedConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("proxied")
		Settings proxied() {
			return new Settings();
		}

		@Bean
		static BeanPostProcessor proxying() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					if (!name.equals("proxied")) {
						return bean;
					}
					ProxyFactory factory = new ProxyFactory(bean);
					factory.setProxyTargetClass(true);
					return factory.getProxy();
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InjectedConfiguration {

		@Bean
		@ConfigurationProperties("injected")
		Injected injected() {
			return new Injected();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CheckingConfiguration {

		@Bean
		@ConfigurationProperties("checking")
		Checking checking() {
			return new Checking();
		}

	}

	/** Its setter rejects what its type would take. */
	static class Checking extends Settings {

		@Override
		public void setNumber(int number) {
			if (number < 0) {
				throw new IllegalArgumentException("Negative");
			}
			super.setNumber(number);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SelfConfiguration {

		@Bean
		@ConfigurationProperties("self")
		Self self() {
			return new Self();
		}

	}

	/** Validates itself. */
	static class Self extends Settings implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Self.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			if (((Self) target).getNumber() > 100) {
				errors.rejectValue("number", "self.large");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AbstractNestedConfiguration {

		@Bean
		@ConfigurationProperties("abstractnested")
		AbstractNested abstractNested() {
			return AbstractNested.withPool();
		}

	}

	/** A nested bean that only code can make. */
	static class AbstractNested {

		private @Nullable AnyPool pool;

		private int number;

		static AbstractNested withPool() {
			AbstractNested bean = new AbstractNested();
			bean.pool = new AnyPool() {

			};
			return bean;
		}

		public @Nullable AnyPool getPool() {
			return this.pool;
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

		@Override
		public String toString() {
			return this.number + " " + this.pool;
		}

	}

	abstract static class AnyPool extends Settings.Pool {

	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedNestedConfiguration {

		@Bean
		@ConfigurationProperties("annotatednested")
		AnnotatedNested annotatedNested() {
			return new AnnotatedNested();
		}

	}

	static class AnnotatedNested {

		private AnnotatedPool pool = new AnnotatedPool();

		private int number;

		public AnnotatedPool getPool() {
			return this.pool;
		}

		public void setPool(AnnotatedPool pool) {
			this.pool = pool;
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

		@Override
		public String toString() {
			return this.number + " " + this.pool;
		}

	}

	/** A value at its very name is not one for it. */
	@ConfigurationProperties("elsewhere")
	static class AnnotatedPool extends Settings.Pool {

	}

	@Configuration(proxyBeanMethods = false)
	static class PropertiesConfiguration {

		@Bean
		@ConfigurationProperties("properties")
		Properties properties() {
			return new Properties();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NeverConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("never")
		Never never() {
			return new Never();
		}

	}

	/** In Spring Cloud's list of types that are never refreshed. */
	static class Never extends Checking {

	}

	@Configuration(proxyBeanMethods = false)
	static class ConfiguredConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("configured")
		Settings configured() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConvertedConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("converted")
		Settings converted() {
			return new Settings();
		}

	}

}
