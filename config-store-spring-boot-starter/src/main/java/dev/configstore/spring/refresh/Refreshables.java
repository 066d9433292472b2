package dev.configstore.spring.refresh;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.configstore.spring.env.PropertyGeneration;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.validation.annotation.Validated;

/**
 * All views of an application, one for each type.
 */
final class Refreshables {

	private final Map<Class<?>, BoundView<?>> views = new ConcurrentHashMap<>();

	private final ConfigurableEnvironment environment;

	private final CandidateBinder binder;

	private final Supplier<PropertyGeneration> current;

	private final AtomicReference<@Nullable PropertyGeneration> prepared = new AtomicReference<>();

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
		return (Refreshable<T>) this.views.computeIfAbsent(type, this::create);
	}

	private BoundView<?> create(Class<?> type) {
		BoundBean bean = bean(type);
		return new BoundView<>(bean, this.binder.bind(inUse(), bean));
	}

	private Binder inUse() {
		return this.binder.binder(this.environment.getPropertySources());
	}

	private static BoundBean bean(Class<?> type) {
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
			return new BoundBean(name, properties, target.withBindMethod(BindMethod.VALUE_OBJECT), null);
		}
		return new BoundBean(name, properties, target.withBindMethod(BindMethod.JAVA_BEAN),
				ClassUtils.getConstructorIfAvailable(type));
	}

	/**
	 * Bind the affected views to a candidate, without using what was bound.
	 * @return why they cannot be
	 */
	List<Rejection> prepare(Binder binder, Affected affected, PropertyGeneration candidate) {
		List<Rejection> rejections = new ArrayList<>();
		for (BoundView<?> view : this.views.values()) {
			view.prepare(null);
			if (affected.contains(view.bean().prefix())) {
				try {
					view.prepare(this.binder.bind(binder, view.bean()));
				}
				catch (RuntimeException ex) {
					rejections.addAll(Rejections.of(view.bean(), ex));
				}
			}
		}
		this.prepared.set(candidate);
		return rejections;
	}

	/**
	 * Follow a change that Spring Cloud's refresh has published.
	 */
	void follow(Set<String> changed) {
		Affected affected = Affected.by(changed, this.environment.getPropertySources());
		use(this.current.get(), affected);
	}

	/**
	 * Put the views of a generation in use, and then tell their listeners.
	 * @return the prefixes that cannot be bound, whose views stay as they are
	 */
	List<Rejection> use(PropertyGeneration generation, Affected affected) {
		List<Rejection> rejections = List.of();
		if (this.prepared.getAndSet(null) != generation) {
			// There was no dry run of it.
			rejections = prepare(inUse(), affected, generation);
			this.prepared.set(null);
		}
		this.views.values().stream().map(BoundView::use).toList().forEach(Runnable::run);
		return rejections;
	}

}
