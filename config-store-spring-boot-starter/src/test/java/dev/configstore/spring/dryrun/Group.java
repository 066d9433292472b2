package dev.configstore.spring.dryrun;

import java.util.Properties;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;

/**
 * What an application has beside beans that read properties.
 */
public enum Group {

	/** A bind handler as other libraries add them. */
	PLAIN(Plain.class),

	/** A placeholder configurer of its own, with properties of its own. */
	CONFIGURER(Configurer.class),

	/** A conversion service of its own, which reads the environment. */
	CONVERSION(Conversion.class);

	final Class<?> configuration;

	Group(Class<?> configuration) {
		this.configuration = configuration;
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Bean
		static ConfigurationPropertiesBindHandlerAdvisor rejecting() {
			return (handler) -> new AbstractBindHandler(handler) {

				@Override
				public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target,
						BindContext context, Object result) {
					if ("forbidden".equals(result)) {
						throw new IllegalArgumentException("forbidden");
					}
					return super.onSuccess(name, target, context, result);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Configurer {

		@Bean
		static PropertySourcesPlaceholderConfigurer configurer() {
			PropertySourcesPlaceholderConfigurer configurer = new PropertySourcesPlaceholderConfigurer();
			Properties properties = new Properties();
			properties.setProperty("local.host", "h");
			configurer.setProperties(properties);
			return configurer;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Conversion {

		@Bean
		static ConversionService conversionService(Environment environment) {
			ApplicationConversionService service = new ApplicationConversionService();
			service.addConverter(String.class, Integer.class, (text) -> "one".equals(text)
					? environment.getRequiredProperty("other.one", Integer.class) : Integer.valueOf(text));
			return service;
		}

	}

	/** What setters of some kinds work with. */
	public static class Collaborator {

		/** What code does with a value that it was given is its own. */
		public String pass(String text) {
			return text;
		}

		public @Nullable String accept(@Nullable String text) {
			return Settings.accepted(text);
		}

	}

	/** A setter that needs what is injected. */
	static class Injected extends Settings {

		@Autowired
		private @Nullable Collaborator collaborator;

		@Override
		public void setText(@Nullable String text) {
			if (this.collaborator == null) {
				throw new IllegalStateException("Not injected");
			}
			super.setText(this.collaborator.accept(text));
		}

	}

}
