package dev.configstore.spring.simple;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.env.GenerationFactory;
import dev.configstore.spring.settings.StoreLocation;

/**
 * What the index takes of a store of which some options cannot be used: all others, and
 * of those what it has of them already.
 */
final class UsableOptions {

	private final SimpleStore store;

	private final StoreLocation location;

	private final GenerationFactory generations;

	private final Supplier<StoreSnapshot> inUse;

	/**
	 * @param store is told what cannot be used
	 * @param location where the store is read
	 * @param inUse gives the snapshot in use
	 */
	UsableOptions(SimpleStore store, StoreLocation location, GenerationFactory generations,
			Supplier<StoreSnapshot> inUse) {
		this.store = store;
		this.location = location;
		this.generations = generations;
		this.inUse = inUse;
	}

	/**
	 * Return the options to use.
	 * @param found the options that were found
	 * @param malformed why other items are no options
	 */
	SortedMap<String, Option> of(SortedMap<String, Option> found, List<MalformedItemException> malformed) {
		StoreSnapshot inUse = this.inUse.get();
		Map<String, ConfigStoreException> unusable = new TreeMap<>();
		malformed.forEach((why) -> unusable.put(String.valueOf(why.option()), why));
		found.values().forEach((option) -> {
			// What is in use was checked before.
			if (!option.equals(inUse.option(option.name()))) {
				check(inUse, option, unusable);
			}
		});
		this.store.unusable(unusable, inUse.options().keySet());
		SortedMap<String, Option> usable = new TreeMap<>(found);
		unusable.keySet().forEach((name) -> {
			Option last = inUse.option(name);
			if (last != null) {
				usable.put(name, last);
			}
			else {
				usable.remove(name);
			}
		});
		return usable;
	}

	private void check(StoreSnapshot inUse, Option option, Map<String, ConfigStoreException> unusable) {
		try {
			this.generations.check(this.location, new StoreSnapshot(inUse.table(), inUse.store(),
					new TreeMap<>(Map.of(option.name(), option)), inUse.version(), 0, inUse.readAt()));
		}
		catch (CandidateRejectedException ex) {
			unusable.put(option.name(), ex);
		}
	}

}
