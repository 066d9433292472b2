package dev.configstore.spring.env;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.spring.settings.StoreLocation;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * The locations of an application, in the order in which they were loaded. The snapshots
 * of a generation are those of their stores, one location after the other: this is the
 * one place that knows which snapshots belong to which location.
 *
 * @param all the locations
 */
public record StoreLocations(List<StoreLocation> all) {

	/** No location. */
	public static final StoreLocations NONE = new StoreLocations(List.of());

	public StoreLocations {
		all = List.copyOf(all);
	}

	/**
	 * Return these locations with another one behind them.
	 * @param location the location
	 * @return the locations
	 */
	public StoreLocations with(StoreLocation location) {
		List<StoreLocation> more = new ArrayList<>(this.all);
		more.add(location);
		return new StoreLocations(more);
	}

	/**
	 * Return the index of the first snapshot of a location.
	 * @param place which location
	 * @return the index
	 */
	public int first(int place) {
		return this.all.subList(0, place).stream().mapToInt((location) -> location.stores().size()).sum();
	}

	/**
	 * Return the index of the last snapshot of a location, which is that of the store
	 * that wins there.
	 * @param place which location
	 * @return the index
	 */
	public int last(int place) {
		return first(place + 1) - 1;
	}

	/**
	 * Return which store wins: the last one of the location that comes first in the
	 * environment. Boot loads the locations of one import from the last to the first.
	 * @param environment the environment of the application
	 * @return the index of its snapshot, -1 if there is no location
	 */
	public int winner(ConfigurableEnvironment environment) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			for (int place = 0; place < this.all.size(); place++) {
				// Behind the second door Spring Cloud puts a prefix before the name.
				if (source.getName().endsWith(this.all.get(place).sourceName())) {
					return last(place);
				}
			}
		}
		return last(this.all.size() - 1);
	}

	/**
	 * Return how many locations have all their snapshots. The last one has none while it
	 * is being added.
	 */
	int complete(List<?> snapshots) {
		int place = 0;
		while (place < this.all.size() && last(place) < snapshots.size()) {
			place++;
		}
		return place;
	}

	/**
	 * Return what belongs to the stores of a location.
	 */
	<T> List<T> cut(int place, List<T> snapshots) {
		return snapshots.subList(first(place), last(place) + 1);
	}

}
