package dev.configstore.spring.simple;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.spring.ConfigStoreOrigin;
import dev.configstore.spring.env.ApplicationGenerations;
import dev.configstore.spring.env.GenerationFactory;
import dev.configstore.spring.env.LookUpPropertySource;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.env.ThreadGenerations;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups in simple mode. The generation in use is an index: it has the option of each
 * property, and that option is read. The result renews the index.
 * <p>
 * The index answers by itself until the application is started, and on threads inside a
 * read: the SDK logs, and what handles a log line may look a property up.
 */
final class OptionLookUps {

	private final ReloadingStores<PropertyGeneration> stores;

	private final GenerationFactory generations;

	private final ThreadGenerations threads;

	private final List<SimpleLocation> locations = new CopyOnWriteArrayList<>();

	/** What the beans were bound to, at the start or at the last update. */
	private volatile PropertyGeneration updated;

	private volatile boolean live;

	OptionLookUps(ReloadingStores<PropertyGeneration> stores, GenerationFactory generations,
			ThreadGenerations threads) {
		this.stores = stores;
		this.threads = threads;
		this.generations = generations;
		this.updated = stores.current();
	}

	/**
	 * Add the stores of a location, which the generation in use has already.
	 * @param first the index of the first of them among the snapshots of a generation
	 */
	void add(int first, List<SimpleStore> added) {
		this.locations.add(new SimpleLocation(first, added));
		updated();
	}

	/**
	 * Record that the beans are updated to the generation in use.
	 */
	void updated() {
		this.updated = this.stores.current();
		this.threads.replaceHere(this.updated);
	}

	void live(boolean live) {
		this.live = live;
	}

	/**
	 * Do some work on this thread that compares with what the beans were bound to.
	 * @see #updated()
	 */
	<T extends @Nullable Object> T holding(Supplier<T> work) {
		return this.threads.holding(this.updated, work);
	}

	/**
	 * Return a source that looks up the properties of a location.
	 */
	LookUpPropertySource source(int place, String name) {
		// Caches of the environment may keep it for longer than the application runs.
		WeakReference<OptionLookUps> self = new WeakReference<>(this);
		ApplicationGenerations generations = new ApplicationGenerations(this.threads);
		return new LookUpPropertySource(name, () -> generations.get().location(place), (property) -> {
			OptionLookUps lookUps = self.get();
			return (lookUps != null) ? lookUps.lookUp(place, property) : null;
		});
	}

	/**
	 * Look up a property the index has, or had.
	 * @param place the place of its location
	 * @return the value, or {@code null} if there is none any more
	 */
	private @Nullable Object lookUp(int place, String name) {
		PropertyGeneration generation = this.threads.generation();
		if (!this.live || this.threads.here() != null || ReadingThreads.isOne() || place >= this.locations.size()) {
			return generation.location(place).held(name);
		}
		return this.threads.holding(generation, () -> read(this.locations.get(place), place, name));
	}

	/**
	 * Read where the property is stored. If it was removed there it may be in another
	 * place, an earlier store for instance, and is read there.
	 */
	private @Nullable Object read(SimpleLocation location, int place, String name) {
		PropertyGeneration generation = this.stores.current();
		Set<ConfigStoreOrigin> asked = new HashSet<>();
		while (true) {
			ConfigStoreOrigin origin = generation.location(place).origin(name);
			if (origin == null || asked.stream().anyMatch(origin::isSameOption)) {
				return generation.location(place).held(name);
			}
			generation = renew(location, origin, asked.isEmpty() ? null : generation);
			asked.add(origin);
		}
	}

	/**
	 * Return a generation with the option as it is now.
	 * @param derived what this look-up found before, or {@code null}
	 */
	private PropertyGeneration renew(SimpleLocation location, ConfigStoreOrigin origin,
			@Nullable PropertyGeneration derived) {
		SimpleStore store = location.store(origin.store());
		String option = origin.option();
		int index = location.index(store);
		OptionRead read = store.isYoung(option) ? null
				: store.read(option, () -> this.stores.current().snapshots().get(index).option(option));
		// Only now: others may have renewed it in the meantime.
		PropertyGeneration base = (derived != null) ? derived : this.stores.current();
		if (read == null) {
			return base;
		}
		StoreSnapshot snapshot = base.snapshots().get(index);
		if (Objects.equals(snapshot.option(option), read.found())) {
			store.renewed(option, read);
			return base;
		}
		try {
			PropertyGeneration renewed = this.generations.create(base.with(index, snapshot.with(option, read.found())));
			// An option that another one renewed since may be newer than what was read.
			if (snapshot.option(option) == read.before() && this.stores.replace(base, renewed)) {
				store.renewed(option, read);
			}
			return renewed;
		}
		catch (CandidateRejectedException ex) {
			store.unusable(option, ex);
			return base;
		}
	}

	/**
	 * Return since when look-ups are answered with values that may be old.
	 * @return the time, or {@code null} if they are not
	 */
	@Nullable Instant staleSince() {
		return this.locations.stream()
			.flatMap((location) -> location.stores().stream())
			.map(SimpleStore::staleSince)
			.filter(Objects::nonNull)
			.min(Instant::compareTo)
			.orElse(null);
	}

}
