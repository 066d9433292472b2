package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.ReloadCheck;
import dev.configstore.spring.CandidateCheck;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.env.WrapperCache;
import dev.configstore.spring.text.Printable;
import dev.configstore.spring.dryrun.BeanChanges.Planned;
import dev.configstore.spring.update.BeanUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurablePropertyResolver;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;

/**
 * Checks a candidate before anything is changed, on a thread that sees it in the
 * environment: the verdict is that of a fresh start with the same values. What live
 * {@code @ConfigurationProperties} beans will get is planned, and the update carries the
 * same plan out. What has no live bean is bound to a fresh instance: value objects, lazy
 * beans, and the views of {@link dev.configstore.spring.Refreshable}. The {@code @Value}s
 * are resolved, and the checks of the application are asked. One value that cannot be
 * used rejects the candidate.
 * <p>
 * What cannot be checked is named in the log, and never counts as passed.
 */
public final class DryRun implements ReloadCheck<PropertyGeneration> {

	private static final Logger logger = LoggerFactory.getLogger(DryRun.class);

	private final ConfigurableApplicationContext context;

	private final FreshBeans fresh;

	private final ValueExpressions values;

	private final Constraints constraints;

	private final Refreshables refreshables;

	private final BeanChanges changes;

	/** What has been named already. */
	private final Set<String> notChecked = new TreeSet<>();

	/** Whether it was said that another library keeps values. */
	private boolean hidden;

	public DryRun(ConfigurableApplicationContext context, Refreshables refreshables, PropertiesBeans beans,
			ValueExpressions values, BeanChanges changes) {
		this.context = context;
		this.fresh = new FreshBeans(beans, refreshables.binder(), context.getEnvironment());
		this.values = values;
		this.constraints = new Constraints(refreshables.binder());
		this.refreshables = refreshables;
		this.changes = changes;
	}

	/**
	 * Return what no candidate is checked for, by name.
	 */
	public Set<String> notChecked() {
		this.notChecked.addAll(this.values.notCheckable());
		this.notChecked.addAll(this.fresh.notCheckable(this.changes.judged()));
		return Set.copyOf(this.notChecked);
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
		Set<String> notChecked = new TreeSet<>();
		// Before the candidate is seen: one that is lazy is made now, of what is in use.
		List<CandidateCheck> checks = this.context.getBeanProvider(CandidateCheck.class).orderedStream().toList();
		List<RejectionReason> reasons = RejectionReason.byProperty(
				this.changes.seeing(candidate, () -> reasons(planned, current, sources, checks, notChecked::add)));
		if (!reasons.isEmpty()) {
			throw new CandidateRejectedException(
					"Values cannot be used, so the generation in use stays: " + BindFailures.text(reasons),
					candidate.snapshots().get(candidate.snapshots().size() - 1).place(null), changed.names(), reasons);
		}
		notChecked.removeAll(this.notChecked);
		if (!notChecked.isEmpty()) {
			this.notChecked.addAll(notChecked);
			logger.info("A candidate was not checked for [{}]", Printable.names(notChecked));
		}
	}

	private List<RejectionReason> reasons(Planned planned, PropertyGeneration current, MutablePropertySources sources,
			List<CandidateCheck> checks, Consumer<String> notChecked) {
		List<RejectionReason> reasons = new ArrayList<>();
		BeanUpdate update = planned.update();
		if (update != null) {
			update.failures().forEach((failure) -> reasons.addAll(BindFailures.of(failure)));
			this.constraints.brokenBy(update, sources).forEach((broken) -> reasons.add(broken.reason()));
		}
		ChangedNames changed = planned.changed();
		reasons.addAll(withoutLiveBean(current, sources, changed, notChecked));
		reasons.addAll(this.refreshables.prepare(changed, planned.after()));
		reasons.addAll(ask(checks, resolver(sources), changed.names()));
		return reasons;
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
	 * Check what no live bean can be judged for. What has not been used yet may be broken
	 * already, which no candidate is to blame for.
	 */
	private List<RejectionReason> withoutLiveBean(PropertyGeneration current, MutablePropertySources sources,
			ChangedNames changed, Consumer<String> notChecked) {
		List<RejectionReason> reasons = new ArrayList<>(withoutLiveBean(sources, changed, notChecked));
		if (!reasons.isEmpty()) {
			Set<String> known = texts(this.changes.seeing(current, () -> withoutLiveBean(sources, changed, (name) -> {
			})));
			reasons.stream()
				.filter((reason) -> known.contains(text(reason)))
				.forEach((reason) -> notChecked.accept("property '" + reason.property() + "' of "
						+ String.join(", ", reason.readers()) + " (not usable in the generation in use either)"));
			reasons.removeIf((reason) -> known.contains(text(reason)));
		}
		return reasons;
	}

	private List<RejectionReason> withoutLiveBean(MutablePropertySources sources, ChangedNames changed,
			Consumer<String> notChecked) {
		List<RejectionReason> reasons = new ArrayList<>(
				this.fresh.check(changed, this.changes.judged(), this.changes.scopedTypes(), sources, notChecked));
		reasons.addAll(this.values.check(changed, this.context.getEnvironment(), sources, notChecked));
		return reasons;
	}

	/** Without the origin: the same failure may have another one now. */
	private static String text(RejectionReason reason) {
		return reason.property() + reason.readers() + reason.type() + reason.code();
	}

	private static Set<String> texts(List<RejectionReason> reasons) {
		return reasons.stream().map(DryRun::text).collect(Collectors.toSet());
	}

	private static List<RejectionReason> ask(List<CandidateCheck> checks, PropertyResolver resolver,
			Set<String> changed) {
		List<RejectionReason> reasons = new ArrayList<>();
		checks.forEach((check) -> {
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
