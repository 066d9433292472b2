package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.ReloadCheck;
import dev.configstore.spring.CandidateCheck;
import dev.configstore.spring.Refreshable;
import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.env.PropertyGeneration;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurablePropertyResolver;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;

/**
 * Binds everything a change affects before anything is changed: fresh instances of the
 * {@code @ConfigurationProperties} beans, the views of {@link Refreshable}, the
 * {@code @Value}s of refresh-scoped beans, and the checks of the application's own. One
 * value that cannot be bound rejects the whole state.
 * <p>
 * Not checked, and counted as that: beans only their factory method can make, expressions
 * of the expression language, what a bean computes by itself, and beans of child
 * contexts.
 */
final class DryRun implements ReloadCheck<PropertyGeneration> {

	private final ConfigurableApplicationContext context;

	private final PropertiesBeans beans;

	private final ValueExpressions values;

	private final CandidateBinder binder;

	private final Refreshables refreshables;

	private final CandidateSources sources;

	DryRun(ConfigurableApplicationContext context, Refreshables refreshables, CandidateBinder binder) {
		this.context = context;
		this.beans = PropertiesBeans.of(context.getBeanFactory());
		this.values = ValueExpressions.of(context.getBeanFactory());
		this.binder = binder;
		this.refreshables = refreshables;
		this.sources = new CandidateSources(context.getEnvironment());
	}

	/**
	 * Return what no candidate is checked for, by name.
	 */
	Set<String> notChecked() {
		Set<String> names = new TreeSet<>(this.values.notCheckable());
		this.beans.beans()
			.stream()
			.filter((bean) -> !bean.isCheckable())
			.forEach((bean) -> names.add("bean '" + bean.name() + "' (no constructor without arguments)"));
		return names;
	}

	@Override
	public void check(PropertyGeneration current, PropertyGeneration candidate) {
		Set<String> changed = current.changesTo(candidate).names();
		if (changed.isEmpty()) {
			return;
		}
		MutablePropertySources sources = this.sources.with(candidate);
		AffectedPrefixes affected = AffectedPrefixes.by(changed, sources);
		List<RejectionReason> rejections = new ArrayList<>(bind(sources, affected));
		if (!rejections.isEmpty()) {
			// What nobody has used yet may be broken already, which no new state is
			// to blame for.
			Set<String> known = texts(bind(current.sourcesOf(this.context.getEnvironment()), affected));
			rejections.removeIf((rejection) -> known.contains(rejection.toString()));
		}
		rejections.addAll(this.refreshables.prepare(this.binder.binder(sources), affected, candidate));
		rejections.addAll(askTheApplication(resolver(sources), changed));
		if (!rejections.isEmpty()) {
			reject(candidate, changed, rejections);
		}
	}

	private ConfigurablePropertyResolver resolver(MutablePropertySources sources) {
		ConfigurablePropertyResolver resolver = ConfigurationPropertySources.createPropertyResolver(sources);
		resolver.setConversionService(this.context.getEnvironment().getConversionService());
		return resolver;
	}

	private List<RejectionReason> bind(MutablePropertySources sources, AffectedPrefixes affected) {
		Binder binder = this.binder.binder(sources);
		List<RejectionReason> rejections = new ArrayList<>();
		Set<String> neverRefreshed = neverRefreshed();
		for (PropertiesBean bean : this.beans.beans()) {
			if (bean.isCheckable() && affected.contains(bean.prefix())
					&& !neverRefreshed.contains(bean.type().getName()) && !neverRefreshed.contains(bean.name())) {
				try {
					this.binder.bind(binder, bean);
				}
				catch (RuntimeException | Error ex) {
					// An error would be logged as it is, and may hold the value.
					rejections.addAll(BindFailures.of(bean, ex));
				}
			}
		}
		rejections.addAll(this.values.check(resolver(sources), sources));
		return rejections;
	}

	/** Origins that Boot has wrapped are never equal. */
	private static Set<String> texts(List<RejectionReason> rejections) {
		return rejections.stream().map(RejectionReason::toString).collect(Collectors.toCollection(LinkedHashSet::new));
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
		List<RejectionReason> rejections = new ArrayList<>();
		this.context.getBeanProvider(CandidateCheck.class).orderedStream().forEach((check) -> {
			String name = "check " + check.getClass().getName();
			try {
				check.check(resolver, changed,
						(reason) -> rejections.add(new RejectionReason("*", null, name, reason)));
			}
			catch (RuntimeException | Error ex) {
				rejections.add(new RejectionReason("*", null, name, BindFailures.code(ex)));
			}
		});
		return rejections;
	}

	private static void reject(PropertyGeneration candidate, Set<String> changed, List<RejectionReason> rejections) {
		throw new CandidateRejectedException(
				"Values cannot be used, so nothing of the new state is: " + String.join("; ", texts(rejections)),
				candidate.snapshots().get(candidate.snapshots().size() - 1).place(null), changed, rejections);
	}

}
