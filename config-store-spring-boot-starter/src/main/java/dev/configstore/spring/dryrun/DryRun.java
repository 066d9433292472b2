package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.ReloadCheck;
import dev.configstore.spring.CandidateCheck;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.env.WrapperCache;
import dev.configstore.spring.dryrun.BeanChanges.Planned;
import dev.configstore.spring.update.BeanUpdate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurablePropertyResolver;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;

/**
 * Checks a candidate before anything is changed. What live
 * {@code @ConfigurationProperties} beans will get is planned, and the update carries the
 * same plan out. What has no live bean is bound to a fresh instance: value objects, lazy
 * and refresh-scoped beans, and the views of {@link dev.configstore.spring.Refreshable}.
 * The {@code @Value}s of refresh-scoped beans are resolved, and the checks of the
 * application are asked. One value that cannot be used rejects the candidate.
 * <p>
 * Not checked, and counted as that: beans without a live instance that only their factory
 * method can make, expressions of the expression language, what a bean computes by
 * itself, and beans of child contexts.
 */
public final class DryRun implements ReloadCheck<PropertyGeneration> {

	private static final Logger logger = LoggerFactory.getLogger(DryRun.class);

	private final ConfigurableApplicationContext context;

	private final PropertiesBeans beans;

	private final ValueExpressions values;

	private final CandidateBinder binder;

	private final Constraints constraints;

	private final Refreshables refreshables;

	private final BeanChanges changes;

	private boolean hidden;

	public DryRun(ConfigurableApplicationContext context, Refreshables refreshables, CandidateBinder binder,
			BeanChanges changes) {
		this.context = context;
		this.beans = PropertiesBeans.of(context.getBeanFactory());
		this.values = ValueExpressions.of(context.getBeanFactory());
		this.binder = binder;
		this.constraints = new Constraints(binder);
		this.refreshables = refreshables;
		this.changes = changes;
	}

	/**
	 * Return what no candidate is checked for, by name.
	 */
	public Set<String> notChecked() {
		Set<String> names = new TreeSet<>(this.values.notCheckable());
		Set<String> covered = this.changes.covered();
		this.beans.beans()
			.stream()
			.filter((bean) -> !bean.isCheckable() && !covered.contains(bean.name()))
			.forEach((bean) -> names.add("bean '" + bean.name() + "' (no constructor without arguments)"));
		return names;
	}

	@Override
	public void check(PropertyGeneration current, PropertyGeneration candidate) {
		Set<String> names = current.changesTo(candidate).names();
		if (names.isEmpty() || isHidden(names)) {
			return;
		}
		Planned planned = this.changes.plan(current, candidate);
		ChangedNames changed = planned.changed();
		if (changed.isEmpty()) {
			return;
		}
		MutablePropertySources sources = this.changes.sources(candidate);
		List<RejectionReason> reasons = new ArrayList<>();
		BeanUpdate update = planned.update();
		if (update != null) {
			update.failures().forEach((failure) -> reasons.addAll(BindFailures.of(failure)));
			this.constraints.brokenBy(update, sources).forEach((broken) -> reasons.add(broken.reason()));
		}
		reasons.addAll(bindFresh(current, sources, changed));
		reasons.addAll(this.refreshables.prepare(this.binder.binder(sources), changed, candidate));
		reasons.addAll(askTheApplication(resolver(sources), changed.names()));
		if (!reasons.isEmpty()) {
			throw new CandidateRejectedException(
					"Values cannot be used, so the generation in use stays: " + BindFailures.text(reasons),
					candidate.snapshots().get(candidate.snapshots().size() - 1).place(null), changed.names(), reasons);
		}
	}

	/**
	 * Values that another library keeps cannot be read before they are in use.
	 */
	private boolean isHidden(Set<String> names) {
		Optional<WrapperCache> cache = this.changes.cache(names);
		if (cache.isPresent() && !this.hidden) {
			this.hidden = true;
			logger.warn("Values of the stores are not checked before they are in use: {} is wrapped around a property "
					+ "source of Config Store and keeps what it has read", cache.get().wrapper());
		}
		return cache.isPresent();
	}

	private ConfigurablePropertyResolver resolver(MutablePropertySources sources) {
		ConfigurablePropertyResolver resolver = ConfigurationPropertySources.createPropertyResolver(sources);
		resolver.setConversionService(this.context.getEnvironment().getConversionService());
		return resolver;
	}

	/**
	 * Bind what no update covers. What has not been used yet may be broken already, which
	 * no candidate is to blame for.
	 */
	private List<RejectionReason> bindFresh(PropertyGeneration current, MutablePropertySources sources,
			ChangedNames changed) {
		List<RejectionReason> reasons = new ArrayList<>(bindFresh(sources, changed));
		if (!reasons.isEmpty()) {
			Set<String> known = texts(bindFresh(current.sourcesOf(this.context.getEnvironment()), changed));
			reasons.removeIf((reason) -> known.contains(reason.toString()));
		}
		return reasons;
	}

	private List<RejectionReason> bindFresh(MutablePropertySources sources, ChangedNames changed) {
		Binder binder = this.binder.binder(sources);
		List<RejectionReason> reasons = new ArrayList<>();
		Set<String> neverRefreshed = neverRefreshed();
		Set<String> covered = this.changes.covered();
		for (PropertiesBean bean : this.beans.beans()) {
			if (bean.isCheckable() && !covered.contains(bean.name()) && changed.touches(bean.prefix())
					&& !neverRefreshed.contains(bean.type().getName()) && !neverRefreshed.contains(bean.name())) {
				try {
					this.binder.bind(binder, bean);
				}
				catch (RuntimeException | Error ex) {
					// An error would be logged as it is, and may hold the value.
					reasons.addAll(BindFailures.of(bean, ex));
				}
			}
		}
		reasons.addAll(this.values.check(resolver(sources), sources));
		return reasons;
	}

	/** Origins that Boot has wrapped are never equal. */
	private static Set<String> texts(List<RejectionReason> reasons) {
		return reasons.stream().map(RejectionReason::toString).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * A fresh instance of such a type may open connections.
	 */
	private Set<String> neverRefreshed() {
		return Set.copyOf(List.of(this.context.getEnvironment()
			.getProperty("spring.cloud.refresh.never-refreshable", String[].class,
					new String[] { "com.zaxxer.hikari.HikariDataSource" })));
	}

	private List<RejectionReason> askTheApplication(PropertyResolver resolver, Set<String> changed) {
		List<RejectionReason> reasons = new ArrayList<>();
		this.context.getBeanProvider(CandidateCheck.class).orderedStream().forEach((check) -> {
			String name = "check " + check.getClass().getName();
			try {
				check.check(resolver, changed, (reason) -> reasons.add(new RejectionReason("*", null, name, reason)));
			}
			catch (RuntimeException | Error ex) {
				reasons.add(new RejectionReason("*", null, name, BindFailures.code(ex)));
			}
		});
		return reasons;
	}

}
