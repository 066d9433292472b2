package dev.configstore.spring.env;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.StoreProperties;
import dev.configstore.model.StoreProperty;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.ConfigStoreOrigin;
import dev.configstore.spring.settings.StoreLocation;
import dev.configstore.spring.text.Printable;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.OriginTrackedValue;

/**
 * Makes of snapshots what Spring reads: flattened, prefixed, without the names a store
 * cannot set, and decrypted.
 */
public final class GenerationFactory {

	private static final String[] NO_NAMES = {};

	private final Log logger;

	/** The last names of each location: the same names are to be the same array. */
	private final Map<StoreLocation, String[]> names = new ConcurrentHashMap<>();

	/**
	 * Warnings that were logged already: a reload that finds the same does not repeat
	 * them.
	 */
	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private volatile StoreLocations locations = StoreLocations.NONE;

	private volatile @Nullable ValueDecryption decryption;

	private volatile @Nullable LookUpSources lookUps;

	public GenerationFactory(Log logger) {
		this.logger = logger;
	}

	/**
	 * Set the locations whose stores the snapshots are of, one after the other.
	 */
	public void locations(StoreLocations locations) {
		this.locations = locations;
	}

	public void decryption(ValueDecryption decryption) {
		if (this.decryption == null) {
			this.decryption = decryption;
		}
	}

	/**
	 * Look values up where they are stored, from the next generation on.
	 */
	public void live(LookUpSources lookUps) {
		this.lookUps = lookUps;
	}

	public PropertyGeneration create(List<StoreSnapshot> snapshots) {
		StoreLocations locations = this.locations;
		List<LocationProperties> properties = new ArrayList<>();
		for (int place = 0; place < locations.complete(snapshots); place++) {
			properties.add(create(locations.all().get(place), place, locations.cut(place, snapshots)));
		}
		return new PropertyGeneration(snapshots, properties, this);
	}

	/**
	 * Check that all values of some options can be used.
	 * @param location where they are read
	 * @param snapshot has the options
	 * @throws CandidateRejectedException if one cannot be used
	 */
	public void check(StoreLocation location, StoreSnapshot snapshot) {
		for (StoreProperty property : snapshot.properties().byName().values()) {
			if (!ForbiddenNames.contains(location.prefix() + property.name())) {
				value(snapshot, property);
			}
		}
	}

	private LocationProperties create(StoreLocation location, int place, List<StoreSnapshot> snapshots) {
		Map<String, OriginTrackedValue> values = new LinkedHashMap<>();
		Set<String> dropped = new TreeSet<>();
		for (StoreSnapshot snapshot : snapshots) {
			StoreProperties properties = snapshot.properties();
			StoreOverrides.removeReplaced(values.keySet(), location.prefix(), properties.byName().keySet());
			properties.clashes().forEach((clash) -> warnOfClash(snapshot, clash));
			for (StoreProperty property : properties.byName().values()) {
				String name = location.prefix() + property.name();
				if (ForbiddenNames.contains(name)) {
					dropped.add(name);
				}
				else {
					values.put(name, value(snapshot, property));
				}
			}
		}
		if (!dropped.isEmpty()) {
			warn("Properties of " + location + " that a store cannot set were dropped: " + Printable.names(dropped));
		}
		LookUpSources lookUps = this.lookUps;
		String name = location.sourceName() + " (snapshot)";
		LocationProperties properties = new LocationProperties(name, values,
				this.names.getOrDefault(location, NO_NAMES),
				(lookUps != null) ? () -> lookUps.source(place, name) : null);
		this.names.put(location, properties.names());
		return properties;
	}

	private OriginTrackedValue value(StoreSnapshot snapshot, StoreProperty property) {
		ConfigStoreOrigin origin = new ConfigStoreOrigin(snapshot.table(), snapshot.store(), property.option(),
				property.key(), snapshot.version());
		ValueDecryption decryption = this.decryption;
		String text = (decryption != null) ? decryption.decrypt(snapshot, property) : property.value();
		if (text == null) {
			warn("The value at " + origin + " cannot be decrypted, and is read as empty");
		}
		return OriginTrackedValue.of((text != null) ? text : "", origin);
	}

	private void warnOfClash(StoreSnapshot snapshot, StoreProperties.Clash clash) {
		StoreProperty used = clash.winner();
		StoreProperty unused = clash.loser();
		warn("Property '" + Printable.name(used.name()) + "' is defined twice in table '" + snapshot.table()
				+ "', store '" + snapshot.store() + "': option '" + Printable.name(used.option()) + "', key '"
				+ Printable.name(used.key()) + "' is used, option '" + Printable.name(unused.option()) + "', key '"
				+ Printable.name(unused.key()) + "' is not");
	}

	private void warn(String message) {
		if (this.warned.add(message)) {
			this.logger.warn(message);
		}
	}

	/**
	 * Makes the sources of simple mode.
	 */
	@FunctionalInterface
	public interface LookUpSources {

		/**
		 * Return a source that looks up the properties of a location.
		 * @param place which location of a generation it is
		 * @param name the name of the source
		 * @return the source
		 */
		LookUpPropertySource source(int place, String name);

	}

}
