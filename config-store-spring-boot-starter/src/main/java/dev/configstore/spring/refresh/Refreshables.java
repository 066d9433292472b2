package dev.configstore.spring.refresh;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.env.PropertyGeneration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * All views of an application, one for each type.
 */
final class Refreshables {

	private static final Logger logger = LoggerFactory.getLogger(Refreshable.class);

	private final Map<Class<?>, RefreshableView<?>> views = new ConcurrentHashMap<>();

	private final ConfigurableEnvironment environment;

	private final CandidateBinder binder;

	private final Supplier<PropertyGeneration> current;

	/**
	 * Create without any view.
	 * @param environment what views are bound to when they are asked for first
	 * @param binder binds them
	 * @param current gives the generation in use
	 */
	Refreshables(ConfigurableEnvironment environment, CandidateBinder binder, Supplier<PropertyGeneration> current) {
		this.environment = environment;
		this.binder = binder;
		this.current = current;
	}

	/**
	 * Return the view of a type, bound to the state in use when it is asked for first.
	 */
	@SuppressWarnings("unchecked")
	<T> Refreshable<T> of(Class<T> type) {
		RefreshableView<?> view = this.views.get(type);
		return (Refreshable<T>) ((view != null) ? view : create(type));
	}

	private RefreshableView<?> create(Class<?> type) {
		PropertiesBean bean = bean(type);
		PropertyGeneration bound = this.current.get();
		RefreshableView<?> view = new RefreshableView<>(bean, bind(bean, bound));
		RefreshableView<?> other = this.views.putIfAbsent(type, view);
		if (other != null) {
			return other;
		}
		// A change that came before others could see the view has passed it by.
		while (bound != this.current.get()) {
			bound = this.current.get();
			view.prepare(bind(bean, bound), bound);
			view.use();
		}
		return view;
	}

	/** To one state, not to whatever is in use from property to property. */
	private Object bind(PropertiesBean bean, PropertyGeneration generation) {
		return this.binder.bind(this.binder.binder(generation.sourcesOf(this.environment)), bean);
	}

	private static PropertiesBean bean(Class<?> type) {
		MergedAnnotations annotations = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY);
		Assert.isTrue(annotations.isPresent(ConfigurationProperties.class), () -> "A Refreshable needs a type with "
				+ "@ConfigurationProperties, which says the prefix: " + type.getName() + " has none");
		List<Annotation> found = new ArrayList<>();
		ConfigurationProperties properties = annotations.get(ConfigurationProperties.class).synthesize();
		found.add(properties);
		if (annotations.isPresent(Validated.class)) {
			found.add(annotations.get(Validated.class).synthesize());
		}
		Bindable<?> target = Bindable.of(type).withAnnotations(found.toArray(Annotation[]::new));
		String name = "Refreshable<" + type.getSimpleName() + ">";
		if (BindConstructorProvider.DEFAULT.getBindConstructor(Bindable.of(type), false) != null) {
			return new PropertiesBean(name, properties, target.withBindMethod(BindMethod.VALUE_OBJECT), null);
		}
		return new PropertiesBean(name, properties, target.withBindMethod(BindMethod.JAVA_BEAN),
				PropertiesBean.constructor(type));
	}

	/**
	 * Bind the affected views to a candidate, without using what was bound.
	 * @return why they cannot be
	 */
	List<RejectionReason> prepare(Binder binder, AffectedPrefixes affected, PropertyGeneration candidate) {
		List<RejectionReason> rejections = new ArrayList<>();
		this.views.values().forEach((view) -> rejections.addAll(prepare(view, binder, affected, candidate)));
		return rejections;
	}

	private List<RejectionReason> prepare(RefreshableView<?> view, Binder binder, AffectedPrefixes affected,
			PropertyGeneration candidate) {
		view.prepare(null, candidate);
		if (affected.contains(view.bean().prefix())) {
			try {
				view.prepare(this.binder.bind(binder, view.bean()), candidate);
			}
			catch (RuntimeException | Error ex) {
				return BindFailures.of(view.bean(), ex);
			}
		}
		return List.of();
	}

	/**
	 * Follow a change that Spring Cloud's refresh has published. Other sources than ours
	 * may have changed with it, so what was prepared does not count.
	 */
	void follow(Set<String> changed) {
		this.views.values().forEach((view) -> view.prepare(null, null));
		use(this.current.get(), changed);
	}

	/**
	 * Put the views of a generation in use, and then tell their listeners. One that was
	 * not prepared is bound now, and stays as it is if that fails.
	 */
	void use(PropertyGeneration generation, Set<String> changed) {
		if (this.views.isEmpty()) {
			return;
		}
		AffectedPrefixes affected = AffectedPrefixes.by(changed, this.environment.getPropertySources());
		for (RefreshableView<?> view : this.views.values()) {
			if (!view.isPreparedFor(generation)) {
				prepare(view, this.binder.binder(generation.sourcesOf(this.environment)), affected, generation)
					.forEach((rejection) -> logger.warn("A Refreshable stays as it is: {}", rejection));
			}
		}
		this.views.values().stream().map(RefreshableView::use).toList().forEach(Runnable::run);
	}

}
