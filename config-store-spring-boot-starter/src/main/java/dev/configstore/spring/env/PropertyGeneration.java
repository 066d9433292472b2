package dev.configstore.spring.env;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.Generation;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The snapshots of all stores of an application, and the properties they give at each
 * location. Immutable; a reload swaps the one reference to it.
 */
public final class PropertyGeneration implements Generation {

	/** What is left of an application that is gone. */
	static final PropertyGeneration NONE = new PropertyGeneration(List.of(), List.of(), "none");

	private final List<StoreSnapshot> snapshots;

	private final List<LocationProperties> locations;

	private final Object family;

	private volatile @Nullable Comparison comparison;

	/**
	 * @param family the same for all generations of an application
	 */
	PropertyGeneration(List<StoreSnapshot> snapshots, List<LocationProperties> locations, Object family) {
		this.family = family;
		this.snapshots = List.copyOf(snapshots);
		this.locations = List.copyOf(locations);
	}

	/**
	 * Return whether it is a generation of another application, a parent's or a child's:
	 * one environment may have the sources of both.
	 */
	boolean isOfOthers(PropertyGeneration generation) {
		return this.family != generation.family;
	}

	@Override
	public List<StoreSnapshot> snapshots() {
		return this.snapshots;
	}

	/**
	 * Return the snapshots with another one in a place.
	 */
	public List<StoreSnapshot> with(int index, StoreSnapshot snapshot) {
		List<StoreSnapshot> replaced = new ArrayList<>(this.snapshots);
		replaced.set(index, snapshot);
		return replaced;
	}

	public LocationProperties location(int index) {
		return (this != NONE) ? this.locations.get(index) : LocationProperties.NONE;
	}

	/**
	 * Return the snapshots of each location, by its text.
	 */
	public Map<String, List<StoreSnapshot>> byLocation(StoreLocations places) {
		Map<String, List<StoreSnapshot>> byLocation = new LinkedHashMap<>();
		for (int place = 0; place < this.locations.size(); place++) {
			byLocation.put(places.all().get(place).toString(), places.cut(place, this.snapshots));
		}
		return byLocation;
	}

	/**
	 * Return the names of properties, as Spring sees them, that differ in a later
	 * generation at any location. Compared once for one that comes next, however many ask
	 * for it.
	 * @param after the later generation
	 * @return the names
	 */
	public SnapshotDiff changesTo(PropertyGeneration after) {
		Comparison known = after.comparison;
		if (known != null && known.before().refersTo(this)) {
			return known.diff();
		}
		SnapshotDiff diff = compare(after);
		after.comparison = new Comparison(new WeakReference<>(this), diff);
		return diff;
	}

	private SnapshotDiff compare(PropertyGeneration after) {
		TreeSet<String> added = new TreeSet<>();
		TreeSet<String> changed = new TreeSet<>();
		TreeSet<String> removed = new TreeSet<>();
		for (int i = 0; i < after.locations.size(); i++) {
			Map<String, ?> before = (i < this.locations.size()) ? this.locations.get(i).values() : Map.of();
			SnapshotDiff diff = SnapshotDiff.between(before, after.locations.get(i).values());
			added.addAll(diff.added());
			changed.addAll(diff.changed());
			removed.addAll(diff.removed());
		}
		return new SnapshotDiff(added, changed, removed);
	}

	/**
	 * Return the property sources of an environment as they would be with this generation
	 * in use. The environment stays as it is.
	 * @param environment the environment
	 * @return a copy of its sources, behind both doors
	 */
	public MutablePropertySources sourcesOf(ConfigurableEnvironment environment) {
		return sourcesOf(environment, () -> this);
	}

	/**
	 * Return the property sources of an environment as they would be with another
	 * generation in use. The environment stays as it is.
	 * @param environment the environment
	 * @param generation gives the generation, at each look-up
	 * @return a copy of its sources, behind both doors
	 */
	public static MutablePropertySources sourcesOf(ConfigurableEnvironment environment,
			Supplier<PropertyGeneration> generation) {
		MutablePropertySources sources = new MutablePropertySources();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				sources.addLast(ConfigStorePropertySource.asOf(generation, source));
			}
		}
		// Names that are spelt differently are found through it, as in the environment.
		ConfigurationPropertySources.attach(new AbstractEnvironment(sources) {
		});
		return sources;
	}

	/**
	 * Return the properties of each location as they are held in memory, in simple mode
	 * too. Values are secrets.
	 * @return a source for each location, immutable
	 */
	public List<OriginTrackedMapPropertySource> sources() {
		return this.locations.stream()
			.map((location) -> new OriginTrackedMapPropertySource(location.name(), location.values(), true))
			.toList();
	}

	/**
	 * Return the names of all properties, as Spring sees them.
	 * @return the names
	 */
	public TreeSet<String> names() {
		TreeSet<String> names = new TreeSet<>();
		this.locations.forEach((location) -> names.addAll(List.of(location.names())));
		return names;
	}

	/**
	 * Return how much it holds; values are secrets.
	 */
	@Override
	public String toString() {
		return "PropertyGeneration[" + this.snapshots.size() + " stores, " + this.locations.size() + " locations]";
	}

	/**
	 * The comparison with an earlier generation, which it does not keep.
	 *
	 * @param before the earlier generation
	 * @param diff what differs
	 */
	private record Comparison(WeakReference<PropertyGeneration> before, SnapshotDiff diff) {

	}

}
