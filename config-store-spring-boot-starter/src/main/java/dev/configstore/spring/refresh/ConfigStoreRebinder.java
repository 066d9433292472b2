package dev.configstore.spring.refresh;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.Assert;

/**
 * Binds the {@code @ConfigurationProperties} beans a change affects, where Spring Cloud's
 * own rebinder binds every one whatever has changed. One bean that fails does not stop
 * the others. Records cannot be bound again and are passed over.
 * <p>
 * Narrows every {@link EnvironmentChangeEvent} of its context, whoever published it:
 * {@code /actuator/refresh} does. No names, no binding.
 */
public final class ConfigStoreRebinder extends ConfigurationPropertiesRebinder implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(ConfigStoreRebinder.class);

	/**
	 * A bean is destroyed, reset and initialized in place: two threads must not do that
	 * at the same time.
	 */
	private final ReentrantLock rebinding = new ReentrantLock();

	private final List<ConfigStoreRebinder> below = new CopyOnWriteArrayList<>();

	private @Nullable ConfigStoreRebinder above;

	private @Nullable ApplicationContext context;

	private @Nullable BoundBeans beans;

	/**
	 * Create a rebinder.
	 * @param beans the beans Spring Cloud has collected
	 */
	public ConfigStoreRebinder(ConfigurationPropertiesBeans beans) {
		super(beans);
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		super.setApplicationContext(context);
		this.context = context;
		this.beans = new BoundBeans((ConfigurableListableBeanFactory) context.getAutowireCapableBeanFactory(),
				this::getBeanNames);
		// Events do not travel downwards, but the environment is the same.
		ApplicationContext parent = context.getParent();
		this.above = (parent != null) ? parent.getBeanProvider(ConfigStoreRebinder.class).getIfAvailable() : null;
		if (this.above != null) {
			this.above.below.add(this);
		}
	}

	@Override
	public void destroy() {
		if (this.above != null) {
			this.above.below.remove(this);
		}
	}

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		if (!(event instanceof PublishedChangeEvent) && concerns(event)) {
			Rebinding rebinding = rebinding(event.getKeys());
			String failure = rebinding.run();
			if (failure != null && undoRefresh(failure)) {
				rebinding.undo();
				return;
			}
			rebinding.runAll();
			rebinding.runAll();
			follow(event.getKeys());
		}
	}

	/**
	 * Put back what the stores were before Spring Cloud's refresh, if this is one.
	 */
	private boolean undoRefresh(String failure) {
		ApplicationContext context = this.context;
		ConfigStoreRuntime runtime = (context != null)
				? context.getBeanProvider(ConfigStoreRuntime.class).getIfAvailable() : null;
		return runtime != null && runtime.undoRefresh("A bean could not be bound again: " + failure);
	}

	private void follow(Set<String> names) {
		if (this.context != null && !names.isEmpty()) {
			this.context.getBeanProvider(RefreshChecks.class).ifAvailable((checks) -> checks.views().follow(names));
		}
	}

	private boolean concerns(EnvironmentChangeEvent event) {
		return event.getSource().equals(this.context) || event.getKeys().equals(event.getSource());
	}

	/**
	 * Return what binds the beans of this context, of those above it, and of those below
	 * it.
	 * @param names the names that have changed
	 */
	Rebinding rebinding(Set<String> names) {
		return rebinding(names, false);
	}

	private Rebinding rebinding(Set<String> names, boolean localOnly) {
		ApplicationContext context = this.context;
		BoundBeans beans = this.beans;
		Assert.state(context != null && beans != null, "The rebinder has no context yet");
		ConfigurableEnvironment environment = (ConfigurableEnvironment) context.getEnvironment();
		Predicate<ConfigurationPropertyName> affected = (names.isEmpty()) ? (prefix) -> false
				: AffectedPrefixes.by(names, environment.getPropertySources())::contains;
		return new Rebinding(beans, affected, (name) -> {
			return (!localOnly || beans.isLocal(name)) ? rebindGuarded(name) : null;
		}, this.below.stream().map((child) -> child.rebinding(names, true)).toList());
	}

	private @Nullable String rebindGuarded(String name) {
		getErrors().remove(name);
		try {
			rebind(name);
			logger.debug("Bean '{}' was bound again", name);
			return null;
		}
		catch (RuntimeException | StackOverflowError ex) {
			// Properties that refer to each other in a circle are more than Spring Cloud
			// 5.0 can reset.
			String failure = "bean '" + name + "': " + BindFailures.describe(ex);
			// Spring Cloud's health indicator logs what stands here, and the original
			// holds the value.
			getErrors().put(name, new IllegalStateException("Could not be bound again: " + failure));
			logger.warn("Bean '{}' could not be bound again: {}", name, BindFailures.describe(ex));
			return failure;
		}
	}

	@Override
	public boolean rebind(String name) {
		this.rebinding.lock();
		try {
			return super.rebind(name);
		}
		finally {
			this.rebinding.unlock();
		}
	}

}
