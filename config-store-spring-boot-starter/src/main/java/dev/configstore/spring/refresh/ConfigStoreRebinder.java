package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.ReloadTarget;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.difference.Differences;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.notify.UpdatedEnvironmentEvent;
import dev.configstore.spring.dryrun.Constraints.Broken;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.text.LastWarning;
import dev.configstore.spring.update.BeanUpdate;
import dev.configstore.spring.update.BeanUpdater;
import dev.configstore.spring.update.UpdateFailure;
import dev.configstore.spring.dryrun.BindFailures;
import dev.configstore.spring.dryrun.BeanChanges;
import dev.configstore.spring.dryrun.CandidateBinder;
import dev.configstore.spring.dryrun.Constraints;
import dev.configstore.spring.dryrun.Refreshables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesBeans;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Updates the {@code @ConfigurationProperties} beans of a context in place of Spring
 * Cloud's rebinding, which resets and initializes them: on the events of others, by its
 * methods, and after {@code /actuator/refresh}. Only what a named property concerns is
 * set. A bean that fails is put back, the others go on, and the sender gets an exception.
 * <p>
 * First among the listeners of an event, so that the others see beans that are done.
 */
public final class ConfigStoreRebinder extends ConfigurationPropertiesRebinder implements PriorityOrdered {

	private static final Logger logger = LoggerFactory.getLogger(ConfigStoreRebinder.class);

	private final ConfigurableApplicationContext context;

	private final BeanUpdater updater;

	private final Differences differences = BeanChanges.differences();

	private final @Nullable ConfigStoreRuntime runtime;

	private final ObjectProvider<Refreshables> views;

	private final LastWarning rejections = new LastWarning();

	/** Made for the first event, and not at the start of the application. */
	private @Nullable Constraints constraints;

	/**
	 * Create a rebinder.
	 * @param beans the beans Spring Cloud has collected
	 * @param context the context whose beans are updated
	 * @param updater updates them
	 * @param runtime the stores of this context, if it has some
	 * @param views the views, if this context has some
	 */
	public ConfigStoreRebinder(ConfigurationPropertiesBeans beans, ConfigurableApplicationContext context,
			BeanUpdater updater, @Nullable ConfigStoreRuntime runtime, ObjectProvider<Refreshables> views) {
		super(beans);
		this.context = context;
		this.updater = updater;
		this.runtime = runtime;
		this.views = views;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		if (event instanceof UpdatedEnvironmentEvent || !concerns(event)) {
			return;
		}
		ForeignChange change = new ForeignChange(event.getKeys());
		ConfigStoreRuntime runtime = this.runtime;
		try {
			if (runtime == null || !runtime.stores().settle(change)) {
				change.updateAll();
				retryRejected(event.getKeys());
			}
			else {
				this.rejections.over();
			}
		}
		catch (CandidateRejectedException ex) {
			this.rejections.log(
					"A candidate was rejected in a refresh, the generation in use stays: " + ex.getMessage(),
					logger::warn, logger::info);
		}
		report(change.failures);
	}

	/** A value of another source may have been in the way of a rejected candidate. */
	private void retryRejected(Set<String> names) {
		if (this.runtime != null && !names.isEmpty()) {
			this.runtime.stores().retryRejected();
		}
	}

	/** In simple mode the search is answered in memory: each look-up is a request. */
	private ChangedNames named(Set<String> names) {
		Supplier<ChangedNames> search = () -> this.differences.named(names,
				this.context.getEnvironment().getPropertySources());
		return (this.runtime != null) ? this.runtime.simpleMode().holding(search) : search.get();
	}

	private boolean concerns(EnvironmentChangeEvent event) {
		ApplicationContext context = this.context;
		return event.getSource().equals(context) || event.getKeys().equals(event.getSource());
	}

	/**
	 * Update what can be updated: a bean that would break a constraint, or that fails, is
	 * as before.
	 */
	private Outcome update(ChangedNames changed, Predicate<String> beans) {
		BeanUpdate update = this.updater.plan(changed, beans);
		List<Broken> broken = constraints().brokenBy(update, this.context.getEnvironment().getPropertySources());
		if (!broken.isEmpty()) {
			Set<String> names = new HashSet<>();
			broken.forEach((each) -> names.add(each.bean()));
			update = this.updater.plan(changed, beans.and((bean) -> !names.contains(bean)));
		}
		return new Outcome(update, update.applyEach().failures(), broken);
	}

	private synchronized Constraints constraints() {
		if (this.constraints == null) {
			this.constraints = new Constraints(new CandidateBinder(this.context));
		}
		return this.constraints;
	}

	/** By names and types: what a failed binding says holds the value. */
	private void report(List<RejectionReason> reasons) {
		getErrors().clear();
		if (reasons.isEmpty()) {
			return;
		}
		String text = BindFailures.text(reasons);
		reasons.forEach((reason) -> getErrors().put(reason.target(),
				new IllegalStateException("Could not be updated: " + reason)));
		throw new IllegalStateException("Beans could not be updated and are as before: " + text);
	}

	@Override
	public void rebind() {
		report(update(ChangedNames.everything(), (bean) -> true).reasons());
	}

	@Override
	public boolean rebind(String name) {
		if (!this.updater.bound().contains(name)) {
			return false;
		}
		report(update(ChangedNames.everything(), name::equals).reasons());
		return true;
	}

	@Override
	@SuppressWarnings({ "rawtypes", "unchecked" })
	public boolean rebind(Class type) {
		boolean found = false;
		for (String name : this.updater.bound()) {
			Class<?> bean = this.context.containsBean(name) ? this.context.getType(name) : null;
			found |= bean != null && type.isAssignableFrom(bean) && rebind(name);
		}
		return found;
	}

	/**
	 * What became of an update.
	 *
	 * @param update the update, to be undone perhaps
	 * @param failures what beans could not take
	 * @param broken the constraints that would have been broken
	 */
	private record Outcome(BeanUpdate update, List<UpdateFailure> failures, List<Broken> broken) {

		List<RejectionReason> reasons() {
			return reasons((name) -> true);
		}

		/** The reasons that concern some properties. */
		List<RejectionReason> reasons(Predicate<ConfigurationPropertyName> properties) {
			List<RejectionReason> reasons = new ArrayList<>(BeanTarget
				.reasons(this.failures.stream().filter((each) -> properties.test(each.property())).toList()));
			this.broken.stream()
				.filter((each) -> properties.test(each.property()))
				.forEach((each) -> reasons.add(each.reason()));
			return reasons;
		}

	}

	/**
	 * A change that another one has made, perhaps together with a generation of ours.
	 */
	private final class ForeignChange implements ReloadTarget<PropertyGeneration> {

		private final Set<String> names;

		private final List<RejectionReason> failures = new ArrayList<>();

		private @Nullable BeanUpdate applied;

		private Set<String> ours = Set.of();

		ForeignChange(Set<String> names) {
			this.names = names;
		}

		void updateAll() {
			ChangedNames changed = named(this.names);
			this.failures.addAll(ConfigStoreRebinder.this.update(changed, (bean) -> true).reasons());
			if (!changed.isEmpty()) {
				ConfigStoreRebinder.this.views.ifAvailable((views) -> views.follow(changed));
			}
		}

		@Override
		public void update(PropertyGeneration before, PropertyGeneration after) {
			this.ours = before.changesTo(after).names();
			ChangedNames ours = named(this.ours);
			Set<String> all = new HashSet<>(this.names);
			all.addAll(this.ours);
			ChangedNames changed = named(all);
			Outcome outcome = ConfigStoreRebinder.this.update(changed, (bean) -> true);
			this.applied = outcome.update();
			List<RejectionReason> caused = outcome.reasons(ours::touches);
			if (!caused.isEmpty()) {
				throw BeanTarget.rejected(after, ours.names(), caused);
			}
			this.failures.addAll(outcome.reasons());
			ConfigStoreRebinder.this.views.ifAvailable((views) -> views.follow(after, changed));
		}

		/** What the others have changed stays. */
		@Override
		public void restored(PropertyGeneration before) {
			if (this.applied != null) {
				this.applied.undo();
			}
			Set<String> others = new HashSet<>(this.names);
			others.removeAll(this.ours);
			if (!others.isEmpty()) {
				ChangedNames changed = named(others);
				this.failures.addAll(ConfigStoreRebinder.this.update(changed, (bean) -> true).reasons());
			}
		}

	}

}
