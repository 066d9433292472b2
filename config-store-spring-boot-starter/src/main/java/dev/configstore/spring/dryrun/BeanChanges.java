package dev.configstore.spring.dryrun;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.difference.Differences;
import dev.configstore.spring.difference.PlaceholderScan;
import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.spring.env.PlaceholderNames;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.env.ThreadGenerations;
import dev.configstore.spring.env.WrapperCache;
import dev.configstore.spring.dryrun.Constraints.Broken;
import dev.configstore.spring.update.BeanUpdate;
import dev.configstore.spring.update.BeanUpdater;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MutablePropertySources;

/**
 * What differs between two generations in the environment of an application, and what its
 * beans will get from that. The dry run plans before the swap, and the update carries the
 * same plan out. Used by one thread at a time.
 */
public final class BeanChanges {

	private final ConfigurableApplicationContext context;

	private final @Nullable BeanUpdater updater;

	private final CandidateBinder binder;

	private final ThreadGenerations threads;

	private final Differences differences = differences();

	private final CandidateSources candidates;

	private final CandidateSources befores;

	private @Nullable Planned planned;

	/**
	 * @param updater updates beans, or {@code null} where none are
	 * @param threads lets a thread see a candidate
	 */
	public BeanChanges(ConfigurableApplicationContext context, @Nullable BeanUpdater updater, CandidateBinder binder,
			ThreadGenerations threads) {
		this.context = context;
		this.updater = updater;
		this.binder = binder;
		this.threads = threads;
		this.candidates = new CandidateSources(context.getEnvironment());
		this.befores = new CandidateSources(context.getEnvironment());
	}

	/**
	 * Plan the change to a candidate that is not in use yet. Nothing is touched.
	 */
	Planned plan(PropertyGeneration current, PropertyGeneration candidate) {
		MutablePropertySources sources = this.candidates.with(candidate);
		ChangedNames changed = this.differences.between(current.changesTo(candidate).names(),
				this.context.getEnvironment().getPropertySources(), sources);
		BeanUpdater updater = this.updater;
		BeanUpdate update = (updater != null) ? seeing(candidate, () -> updater.planCandidate(changed)) : null;
		Planned planned = new Planned(current, candidate, changed, update, scoped(), true);
		this.planned = planned;
		return planned;
	}

	/**
	 * Return the plan for a change whose swap has happened: that of the dry run, or one
	 * that is made now.
	 */
	public Planned planned(PropertyGeneration before, PropertyGeneration after) {
		Planned planned = this.planned;
		this.planned = null;
		if (planned != null && planned.before() == before && planned.after() == after) {
			return planned;
		}
		Set<String> names = before.changesTo(after).names();
		Optional<WrapperCache> cache = cache(names);
		ChangedNames changed = cache.isPresent()
				? this.differences.named(names, this.context.getEnvironment().getPropertySources())
				: between(before, after);
		// Beans are not updated from what may be old: that follows when it is emptied.
		boolean old = cache.filter((kept) -> !kept.isEmptied()).isPresent();
		BeanUpdate update = (this.updater != null && !old) ? this.updater.plan(changed) : null;
		return new Planned(before, after, changed, update, scoped(), false);
	}

	/**
	 * Do some work on this thread that sees a generation in the environment, however the
	 * application reads its properties.
	 */
	<T> T seeing(PropertyGeneration generation, Supplier<T> work) {
		return this.threads.holding(generation, work);
	}

	/**
	 * Return what differs between an earlier generation and the one in use.
	 * @param before the earlier generation
	 * @param after the one in use
	 * @return the names that differ in the whole environment
	 */
	public ChangedNames between(PropertyGeneration before, PropertyGeneration after) {
		return this.differences.between(before.changesTo(after).names(), this.befores.with(before),
				this.context.getEnvironment().getPropertySources());
	}

	/**
	 * Return what keeps values of ours, so that neither those of a candidate nor those
	 * before can be read.
	 * @param names the names that differ
	 * @return the cache, if there is one
	 */
	Optional<WrapperCache> cache(Set<String> names) {
		return ConfigStorePropertySource.cacheIn(this.context.getEnvironment(), names);
	}

	/**
	 * Return what compares environments with our sources in them, which count their
	 * placeholders themselves.
	 */
	public static Differences differences() {
		return new Differences(new PlaceholderScan(
				(source) -> (source.getSource() instanceof PlaceholderNames known) ? known.placeholderNames() : null));
	}

	/**
	 * Return the constraints that an update from the environment as it is would break.
	 */
	public List<Broken> broken(BeanUpdate update) {
		return new Constraints(this.binder).brokenBy(update, this.context.getEnvironment().getPropertySources());
	}

	private long scoped() {
		return (this.updater != null) ? this.updater.scoped() : 0;
	}

	/**
	 * Return the refresh-scoped beans that were made since a change was planned.
	 */
	public Set<String> scopedSince(Planned planned) {
		return (this.updater != null) ? this.updater.scopedSince(planned.scoped()) : Set.of();
	}

	/**
	 * Return the sources with a candidate in them, until the next one is planned.
	 */
	MutablePropertySources sources(PropertyGeneration candidate) {
		return this.candidates.with(candidate);
	}

	/**
	 * Return the beans that are judged by a live instance.
	 */
	Set<String> judged() {
		return (this.updater != null) ? this.updater.judged() : Set.of();
	}

	/**
	 * Return the class of the instance that each refresh-scoped bean had last.
	 */
	Map<String, Class<?>> scopedTypes() {
		return (this.updater != null) ? this.updater.scopedTypes() : Map.of();
	}

	/**
	 * A change that is planned.
	 *
	 * @param before the generation before
	 * @param after the generation after
	 * @param changed the names that differ in the whole environment
	 * @param update what the beans will get; {@code null} where none are updated
	 * @param scoped how many refresh-scoped beans were made by then
	 * @param isChecked whether the dry run has judged its constraints
	 */
	public record Planned(PropertyGeneration before, PropertyGeneration after, ChangedNames changed,
			@Nullable BeanUpdate update, long scoped, boolean isChecked) {

	}

}
