package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import dev.configstore.spring.bound.BindingNotes;
import dev.configstore.spring.bound.BootBinder;
import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.bound.NoDirectPropertyHandler;
import dev.configstore.spring.update.FreshPlan;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * Binds fresh instances and judges constraints as Boot does: with its own binder, which
 * reads the environment as the calling thread sees it, and with its handlers and
 * validators, which are not public and are put together here of public parts.
 */
public final class CandidateBinder implements AutoCloseable {

	private static final boolean JSR303_PRESENT = ClassUtils.isPresent("jakarta.validation.bootstrap.GenericBootstrap",
			null) && ClassUtils.isPresent("org.hibernate.validator.HibernateValidator", null);

	private final ConfigurableApplicationContext context;

	/** Known when the first bean needs it, and not at the start of the application. */
	private final AtomicReference<@Nullable Binder> binder = new AtomicReference<>();

	/** Made when the first bean needs it, and not at the start of the application. */
	private final AtomicReference<@Nullable LocalValidatorFactoryBean> jsr303 = new AtomicReference<>();

	public CandidateBinder(ConfigurableApplicationContext context) {
		this.context = context;
	}

	Binder binder() {
		Binder binder = this.binder.get();
		if (binder == null) {
			binder = BootBinder.of(this.context);
			this.binder.set(binder);
		}
		return binder;
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
	 * Bind a fresh instance.
	 * @return the instance, whole and valid
	 * @throws RuntimeException if a value cannot be bound, converted or is not valid
	 */
	Object bind(PropertiesBean bean) {
		return binder().bindOrCreate(bean.annotation().prefix(), bean.fresh(), handler(bean));
	}

	private BindHandler handler(PropertiesBean bean) {
		BindHandler handler = new NoDirectPropertyHandler(new IgnoreTopLevelConverterNotFoundBindHandler());
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
		for (ConfigurationPropertiesBindHandlerAdvisor advisor : advisors()) {
			handler = advisor.apply(handler);
		}
		return handler;
	}

	private List<ConfigurationPropertiesBindHandlerAdvisor> advisors() {
		return this.context.getBeanProvider(ConfigurationPropertiesBindHandlerAdvisor.class)
			.orderedStream()
			.filter((each) -> !(each instanceof BindingNotes))
			.toList();
	}

	/**
	 * Plan what a fresh instance would get, and call none of its setters.
	 */
	FreshPlan plan(PropertiesBean bean) {
		Bindable<?> target = bean.fresh();
		Object object = Objects.requireNonNull(Objects.requireNonNull(target.getValue()).get());
		return FreshPlan.of(BoundInstance.fresh(bean.name(), object, target, bean.prefix(), binder()), object, binder(),
				advisors());
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
			validators.add(new TypeValidator(type, jsr303()));
		}
		if (Validator.class.isAssignableFrom(type)) {
			validators.add(new TypeValidator(type, null));
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
	 * Validates beans of one type, and nothing that is nested in them: constraints reach
	 * that only where the bean says so.
	 *
	 * @param type the bean's type
	 * @param validator judges it; {@code null} for a bean that validates itself
	 */
	private record TypeValidator(Class<?> type, @Nullable Validator validator) implements Validator {

		@Override
		public boolean supports(Class<?> candidate) {
			return this.type.isAssignableFrom(candidate)
					&& (this.validator == null || this.validator.supports(candidate));
		}

		@Override
		public void validate(Object target, Errors errors) {
			((this.validator != null) ? this.validator : (Validator) target).validate(target, errors);
		}

	}

}
