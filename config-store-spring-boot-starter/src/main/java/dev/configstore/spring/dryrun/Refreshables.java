package dev.configstore.spring.dryrun;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * All views of an application, one for each type.
 */
public final class Refreshables implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(Refreshable.class);

	private final Map<Class<?>, RefreshableView<?>> views = new ConcurrentHashMap<>();

	private final CandidateBinder binder;

	private final ConfigStoreRuntime runtime;

	private final ConfigurableApplicationContext context;

	private final AtomicBoolean telling = new AtomicBoolean();

	private volatile BiConsumer<String, Runnable> calls = (listener, call) -> call.run();

	private volatile Executor teller = Runnable::run;

	/**
	 * Views show what is committed; {@code null} in simple mode, which updates no bean.
	 */
	private volatile @Nullable PropertyGeneration committed;

	/**
	 * Create without any view.
	 * @param runtime the stores
	 * @param context the context that owns them
	 */
	public Refreshables(ConfigStoreRuntime runtime, ConfigurableApplicationContext context) {
		this.binder = new CandidateBinder(context);
		this.runtime = runtime;
		this.context = context;
		this.committed = runtime.simpleMode().isUsed() ? null : runtime.stores().current();
	}

	public CandidateBinder binder() {
		return this.binder;
	}

	private PropertyGeneration committed() {
		PropertyGeneration committed = this.committed;
		return (committed != null) ? committed : this.runtime.stores().current();
	}

	@Override
	public void destroy() {
		this.binder.close();
	}

	/**
	 * Return the view of a type, bound to the generation in use when it is asked for
	 * first.
	 * @param <T> the type
	 * @param type a type with {@code @ConfigurationProperties}
	 * @return the view, the same for each call
	 */
	public <T> Refreshable<T> view(Class<T> type) {
		return view(type, this.context);
	}

	/**
	 * As {@link #view(Class)}, for the context that owns the views or a child of it.
	 * @param <T> the type
	 * @param type a type with {@code @ConfigurationProperties}
	 * @param context the context, with which the listeners end that it adds
	 * @return the view
	 */
	@SuppressWarnings("unchecked")
	public <T> Refreshable<T> view(Class<T> type, ConfigurableApplicationContext context) {
		RefreshableView<T> present = (RefreshableView<T>) this.views.get(type);
		RefreshableView<T> view = (present != null) ? present : (RefreshableView<T>) create(type);
		return (context == this.context) ? view : view.in(context);
	}

	private RefreshableView<?> create(Class<?> type) {
		PropertiesBean bean = bean(type);
		PropertyGeneration bound = committed();
		RefreshableView<?> view = new RefreshableView<>(bean, bind(bean, bound));
		RefreshableView<?> other = this.views.putIfAbsent(type, view);
		if (other != null) {
			return other;
		}
		// A change that came before others could see the view has passed it by.
		while (bound != committed()) {
			bound = committed();
			view.prepare(bind(bean, bound), bound);
			view.use();
		}
		return view;
	}

	/** To one generation, and not to the one in use from property to property. */
	private Object bind(PropertiesBean bean, PropertyGeneration generation) {
		return this.runtime.threads().holding(generation, () -> this.binder.bind(bean));
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
			return new PropertiesBean(name, properties, target.withBindMethod(BindMethod.VALUE_OBJECT), null, false,
					false);
		}
		return new PropertiesBean(name, properties, target.withBindMethod(BindMethod.JAVA_BEAN),
				PropertiesBean.constructor(type), false, false);
	}

	/**
	 * Bind the affected views to a candidate, without using what was bound.
	 * @return why they cannot be
	 */
	List<RejectionReason> prepare(ChangedNames changed, PropertyGeneration candidate) {
		List<RejectionReason> reasons = new ArrayList<>();
		this.views.values().forEach((view) -> reasons.addAll(prepare(view, changed, candidate)));
		return reasons;
	}

	private List<RejectionReason> prepare(RefreshableView<?> view, ChangedNames changed, PropertyGeneration candidate) {
		view.prepare(null, candidate);
		if (changed.touches(view.bean().prefix())) {
			try {
				view.prepare(bind(view.bean(), candidate), candidate);
			}
			catch (RuntimeException | Error ex) {
				return BindFailures.of(view.bean(), ex);
			}
		}
		return List.of();
	}

	/**
	 * Show a generation, now that it is committed. A view that was not prepared for it is
	 * bound now, and stays as it is if that fails.
	 */
	public void commit(PropertyGeneration generation, ChangedNames changed) {
		this.committed = generation;
		use(generation, changed);
	}

	/**
	 * Follow a change that another one has made. Other sources than ours have changed, so
	 * what was prepared does not count.
	 */
	public void follow(ChangedNames changed) {
		follow(null, changed);
	}

	/**
	 * As {@link #follow(ChangedNames)}, together with a generation of ours.
	 * @param generation the generation that is committed with it
	 */
	public void follow(@Nullable PropertyGeneration generation, ChangedNames changed) {
		this.views.values().forEach((view) -> view.prepare(null, null));
		if (generation != null && this.committed != null) {
			this.committed = generation;
		}
		use(committed(), changed);
	}

	private void use(PropertyGeneration generation, ChangedNames changed) {
		for (RefreshableView<?> view : this.views.values()) {
			if (!view.isPreparedFor(generation)) {
				prepare(view, changed, generation)
					.forEach((reason) -> logger.warn("A Refreshable stays as it is: {}", reason));
			}
		}
		this.views.values().forEach(RefreshableView::use);
		if (this.telling.compareAndSet(false, true)) {
			this.teller.execute(this::tell);
		}
	}

	private void tell() {
		this.telling.set(false);
		this.views.values().forEach((view) -> view.tell(this.calls));
	}

	/**
	 * Set who tells the listeners of the views; the thread that changes the views does,
	 * unless this is set.
	 * @param teller runs what tells them, in order
	 * @param calls calls one listener, which has a name for messages
	 */
	public void tellBy(Executor teller, BiConsumer<String, Runnable> calls) {
		this.calls = calls;
		this.teller = teller;
	}

}
