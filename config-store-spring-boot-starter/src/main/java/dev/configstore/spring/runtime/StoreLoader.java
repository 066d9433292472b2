package dev.configstore.spring.runtime;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.configstore.Mode;
import dev.configstore.dynamodb.Deadline;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.ClientSetupException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.StoreCredentialsException;
import dev.configstore.exception.TableNotFoundException;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.env.StoreLocations;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.StoreLocation;
import dev.configstore.spring.text.DurationText;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Loads stores at start: from DynamoDB within a time that all locations share; if that
 * fails and may get better, from the snapshot file; else not at all, where the location
 * is optional and the reason is outside of it. Keeps the snapshot file.
 */
final class StoreLoader {

	private final ReloadingStores<PropertyGeneration> stores;

	private final Supplier<StoreLocations> locations;

	private final InstantSource clock;

	private final Log logger;

	private @Nullable SnapshotFile file;

	private @Nullable Deadline deadline;

	/** What the file held at start. Read once: a key is derived for it. */
	private SnapshotFile.@Nullable Content kept;

	/**
	 * @param locations those that were loaded, as they are when a generation is kept
	 * @param clock tells when the snapshot file was written, and how old it is
	 */
	StoreLoader(ReloadingStores<PropertyGeneration> stores, Supplier<StoreLocations> locations, InstantSource clock,
			Log logger) {
		this.stores = stores;
		this.locations = locations;
		this.clock = clock;
		this.logger = logger;
	}

	/**
	 * Begin, with the settings of the first location. The time for the start runs from
	 * now.
	 */
	void begin(ConfigStoreProperties settings) {
		if (settings.snapshotFile() != null) {
			this.file = new SnapshotFile(settings.snapshotFile(), settings.snapshot().maxAge(),
					SnapshotCipher.of(settings.snapshot().key()), this.clock);
		}
		this.deadline = Deadline.in(settings.startupTimeout());
		this.stores.setAccepted(this::keep);
	}

	/**
	 * Load the stores of a location.
	 * @throws ConfigStoreException if they cannot be loaded from anywhere
	 */
	void load(List<Store> added, StoreLocation location, ConfigStoreProperties settings, boolean optional) {
		try {
			Deadline shared = this.deadline;
			long began = System.nanoTime();
			// A location that an application adds later, when it runs, has its own time.
			this.stores.add(added, (shared != null) ? shared : Deadline.in(settings.startupTimeout()));
			report(added, settings, Duration.ofNanos(System.nanoTime() - began));
		}
		catch (ConfigStoreException ex) {
			// A file is for what gets better by itself, as what hands out credentials
			// may:
			// it would hide a missing right for as long as it is there.
			if ((ex.isTransient() || ex instanceof StoreCredentialsException) && loadKept(added, location, ex)) {
				return;
			}
			if (!optional || !isOutside(ex)) {
				throw ex;
			}
			this.logger.warn("Starting without " + location + ", which is optional: " + ex.getMessage());
			this.stores.addEmpty(added, ex);
		}
	}

	/**
	 * Return whether the reason is outside of the application and its stores: an outage,
	 * or something that can be given to the application while it runs.
	 */
	private static boolean isOutside(ConfigStoreException failure) {
		return failure.isTransient() || failure instanceof StoreAccessDeniedException
				|| failure instanceof TableNotFoundException || failure instanceof StoreCredentialsException
				|| failure instanceof ClientSetupException;
	}

	/**
	 * Log what was read, one line a store.
	 */
	private void report(List<Store> added, ConfigStoreProperties settings, Duration took) {
		PropertyGeneration generation = this.stores.current();
		int first = generation.snapshots().size() - added.size();
		int place = this.locations.get().all().size() - 1;
		for (int i = 0; i < added.size(); i++) {
			StoreSnapshot snapshot = generation.snapshots().get(first + i);
			Store source = added.get(i);
			if (snapshot.options().isEmpty()) {
				warnOfEmpty(source);
			}
			else {
				int properties = generation.location(place).count(source.store());
				this.logger.info("Store '" + source.store() + "' was read from DynamoDB table '" + source.table()
						+ "', " + source.where() + ", in " + DurationText.of(took) + ": options "
						+ snapshot.options().size() + ", properties " + properties + ", " + version(snapshot) + "; "
						+ next(settings));
			}
		}
	}

	private static String version(StoreSnapshot snapshot) {
		return (snapshot.version() != null) ? "version " + snapshot.version().number() : "unversioned";
	}

	private static String next(ConfigStoreProperties settings) {
		return (settings.mode() == Mode.SIMPLE)
				? "look-ups read DynamoDB, and new options are found every "
						+ DurationText.of(settings.updateInterval())
				: "polled every " + DurationText.of(settings.schedule().pollInterval());
	}

	/**
	 * A typo in the name of a store is no error: a store that was never written to gives
	 * the same answer. Only a Scan could list the stores.
	 */
	private void warnOfEmpty(Store source) {
		this.logger.warn("Store '" + source.store() + "' is empty in DynamoDB table '" + source.table() + "', "
				+ source.where() + ": check the names of store and table if it should have options");
	}

	/**
	 * End: the application has started. Not earlier, because the file of a part of the
	 * locations would take the place of the file of all of them; and not at all if one of
	 * them was not read.
	 */
	void end() {
		this.deadline = null;
		this.kept = null;
		if (!this.stores.status().isStale()) {
			keep(this.stores.current());
		}
	}

	private boolean loadKept(List<Store> added, StoreLocation location, ConfigStoreException failure) {
		SnapshotFile file = this.file;
		if (file == null) {
			return false;
		}
		try {
			SnapshotFile.Content content = (this.kept != null) ? this.kept : file.read();
			this.kept = content;
			List<StoreSnapshot> snapshots = content.snapshots().get(location.toString());
			if (snapshots == null || snapshots.size() != added.size()) {
				throw new SnapshotFile.RejectedException("holds other stores, not " + location);
			}
			this.stores.addKept(added, snapshots, content.at(), failure);
			this.logger.warn(
					"Starting with the snapshot file " + file + " as of " + content.at() + ": " + failure.getMessage());
			return true;
		}
		catch (SnapshotFile.RejectedException ex) {
			String reason = "The snapshot file " + file + " is not used: it " + ex.getMessage();
			this.logger.warn(reason);
			// If the start fails now, the deferred log is not written.
			failure.addSuppressed(new SnapshotFile.RejectedException(reason));
			return false;
		}
	}

	/**
	 * Keep an accepted generation. An empty one never overwrites the file: an application
	 * that started empty keeps the file it could not use.
	 */
	private void keep(PropertyGeneration generation) {
		SnapshotFile file = this.file;
		if (file == null || generation.snapshots().stream().allMatch((snapshot) -> snapshot.options().isEmpty())) {
			return;
		}
		try {
			Map<String, List<StoreSnapshot>> snapshots = generation.byLocation(this.locations.get());
			file.write(snapshots);
		}
		catch (IOException ex) {
			this.logger.warn("The snapshot file " + file + " was not written: " + ex);
		}
	}

}
