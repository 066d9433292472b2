package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.configstore.spring.bound.BindingNotes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.format.support.FormattingConversionService;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * Binds, converts and validates as Boot does, against other property sources than those
 * of the environment. Boot's own binder is not public; all its parts are.
 */
public final class CandidateBinder implements AutoCloseable {

	private static final boolean JSR303_PRESENT = ClassUtils.isPresent("jakarta.validation.bootstrap.GenericBootstrap",
			null) && ClassUtils.isPresent("org.hibernate.validator.HibernateValidator", null);

	private final ConfigurableApplicationContext context;

	private final List<ConversionService> conversionServices;

	/** Made when the first bean needs it, and not at the start of the application. */
	private final AtomicReference<@Nullable LocalValidatorFactoryBean> jsr303 = new AtomicReference<>();

	public CandidateBinder(ConfigurableApplicationContext context) {
		this.context = context;
		this.conversionServices = conversionServices(context);
	}

	private static List<ConversionService> conversionServices(ConfigurableApplicationContext context) {
		ConfigurableListableBeanFactory factory = context.getBeanFactory();
		String name = ConfigurableApplicationContext.CONVERSION_SERVICE_BEAN_NAME;
		if (factory.containsBean(name) && factory.isTypeMatch(name, ConversionService.class)) {
			return List.of(factory.getBean(name, ConversionService.class));
		}
		List<ConversionService> services = new ArrayList<>();
		FormattingConversionService converters = new FormattingConversionService();
		if (!ApplicationConversionService.addBeans(converters, factory, ConfigurationPropertiesBinding.VALUE)
			.isEmpty()) {
			services.add(converters);
		}
		if (factory.getConversionService() != null) {
			services.add(factory.getConversionService());
		}
		services.add(ApplicationConversionService.getSharedInstance());
		return services;
	}

	private LocalValidatorFactoryBean jsr303() {
		LocalValidatorFactoryBean present = this.jsr303.get();
		if (present != null) {
			return present;
		}
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.setApplicationContext(this.context);
		validator.afterPropertiesSet();
		LocalValidatorFactoryBean other = this.jsr303.compareAndExchange(null, validator);
		if (other != null) {
			validator.close();
			return other;
		}
		return validator;
	}

	/**
	 * Return a binder.
	 * @param sources what to bind from, with an attached source whose index is used
	 */
	Binder binder(MutablePropertySources sources) {
		ConfigurableEnvironment environment = new AbstractEnvironment(sources) {
		};
		return new Binder(ConfigurationPropertySources.get(environment),
				new PropertySourcesPlaceholdersResolver(sources), this.conversionServices,
				this.context.getBeanFactory()::copyRegisteredEditorsTo, null, null);
	}

	/**
	 * Bind a fresh instance.
	 * @return the instance, whole and valid
	 * @throws RuntimeException if a value cannot be bound, converted or is not valid
	 */
	Object bind(Binder binder, PropertiesBean bean) {
		return binder.bindOrCreate(bean.annotation().prefix(), bean.fresh(), handler(bean));
	}

	private BindHandler handler(PropertiesBean bean) {
		BindHandler handler = new IgnoreTopLevelConverterNotFoundBindHandler();
		if (bean.annotation().ignoreInvalidFields()) {
			handler = new IgnoreErrorsBindHandler(handler);
		}
		if (!bean.annotation().ignoreUnknownFields()) {
			handler = new NoUnboundElementsBindHandler(handler, new UnboundElementsSourceFilter());
		}
		List<Validator> validators = validators(bean);
		if (!validators.isEmpty()) {
			handler = new ValidationBindHandler(handler, validators.toArray(Validator[]::new));
		}
		for (ConfigurationPropertiesBindHandlerAdvisor advisor : this.context
			.getBeanProvider(ConfigurationPropertiesBindHandlerAdvisor.class)
			.orderedStream()
			.filter((each) -> !(each instanceof BindingNotes))
			.toList()) {
			handler = advisor.apply(handler);
		}
		return handler;
	}

	private List<Validator> validators(PropertiesBean bean) {
		return validators(bean.type(), bean.target().getAnnotation(Validated.class) != null);
	}

	/**
	 * Return what judges the constraints of a bean, as Boot does.
	 * @param type the type of the bean
	 * @param validated whether it is annotated to be validated
	 */
	List<Validator> validators(Class<?> type, boolean validated) {
		List<Validator> validators = new ArrayList<>();
		if (this.context.containsBean(EnableConfigurationProperties.VALIDATOR_BEAN_NAME)) {
			validators.add(this.context.getBean(EnableConfigurationProperties.VALIDATOR_BEAN_NAME, Validator.class));
		}
		if (JSR303_PRESENT && validated) {
			validators.add(jsr303());
		}
		if (Validator.class.isAssignableFrom(type)) {
			validators.add(new SelfValidation(type));
		}
		return validators;
	}

	@Override
	public void close() {
		LocalValidatorFactoryBean validator = this.jsr303.get();
		if (validator != null) {
			validator.close();
		}
	}

	/**
	 * A bean that validates itself.
	 *
	 * @param type the bean's type
	 */
	private record SelfValidation(Class<?> type) implements Validator {

		@Override
		public boolean supports(Class<?> candidate) {
			return this.type.isAssignableFrom(candidate);
		}

		@Override
		public void validate(Object target, Errors errors) {
			((Validator) target).validate(target, errors);
		}

	}

}
