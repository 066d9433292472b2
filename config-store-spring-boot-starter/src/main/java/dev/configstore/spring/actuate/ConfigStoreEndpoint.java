package dev.configstore.spring.actuate;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStores;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.ConfigStoreOrigin;
import dev.configstore.spring.actuate.EndpointDescriptors.OverviewDescriptor;
import dev.configstore.spring.actuate.EndpointDescriptors.PropertyDescriptor;
import dev.configstore.spring.actuate.EndpointDescriptors.ReloadDescriptor;
import dev.configstore.spring.actuate.EndpointDescriptors.StoreDescriptor;
import dev.configstore.spring.actuate.EndpointDescriptors.StorePropertiesDescriptor;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.scope.NotificationStatus;
import dev.configstore.spring.update.BeanRemark;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.env.OriginTrackedMapPropertySource;

/**
 * What is loaded, from where, how old it is, what it costs, and what became of the last
 * changes. A read operation makes no call; the write operation reads the stores again.
 */
@Endpoint(id = "configstore")
public class ConfigStoreEndpoint {

	private final ConfigStoreRuntime runtime;

	private final ReloadJournal journal;

	private final Supplier<List<BeanRemark>> remarks;

	private final NotificationStatus notifications;

	private final Sanitizer sanitizer;

	private final Show showValues;

	private final InstantSource clock;

	/**
	 * Create an endpoint.
	 * @param runtime the stores
	 * @param journal has what happened
	 * @param remarks gives what does not follow
	 * @param notifications knows what hangs
	 * @param sanitizingFunctions mask values
	 * @param showValues when values are shown at all
	 * @param clock the clock
	 */
	public ConfigStoreEndpoint(ConfigStoreRuntime runtime, ReloadJournal journal, Supplier<List<BeanRemark>> remarks,
			NotificationStatus notifications, Iterable<SanitizingFunction> sanitizingFunctions, Show showValues,
			InstantSource clock) {
		this.runtime = runtime;
		this.journal = journal;
		this.remarks = remarks;
		this.notifications = notifications;
		this.sanitizer = new Sanitizer(sanitizingFunctions);
		this.showValues = showValues;
		this.clock = clock;
	}

	/**
	 * Return everything but the properties.
	 * @return the overview; no value is in it
	 */
	@ReadOperation
	public OverviewDescriptor overview() {
		// In simple mode they forecast the reads of the index; look-ups come on top.
		List<ConfigStore> stores = ConfigStores.timeBased(this.runtime.stores());
		List<StoreSnapshot> snapshots = this.runtime.stores().current().snapshots();
		List<StoreDescriptor> descriptors = new ArrayList<>();
		for (int i = 0; i < snapshots.size(); i++) {
			descriptors.add(StoreDescriptor.of(snapshots.get(i), stores.get(i).forecast(), this.runtime.consumed()));
		}
		return OverviewDescriptor.of(this.runtime, descriptors, this.journal, this.remarks.get(), this.notifications,
				this.clock.instant());
	}

	/**
	 * Return the properties of a store, as Spring sees them and with their origins.
	 * @param store the store's name
	 * @return the properties for each table that has such a store, {@code null} if none
	 * has
	 */
	@ReadOperation
	public @Nullable StorePropertiesDescriptor store(@Selector String store) {
		return store(store, this.showValues.isShown(true));
	}

	@Nullable StorePropertiesDescriptor store(String store, boolean showUnsanitized) {
		PropertyGeneration generation = this.runtime.stores().current();
		if (generation.snapshots().stream().noneMatch((snapshot) -> snapshot.store().equals(store))) {
			return null;
		}
		SortedMap<String, PropertyDescriptor> properties = new TreeMap<>();
		// The location that Spring searches first is loaded last.
		for (OriginTrackedMapPropertySource source : generation.sources()) {
			for (String name : source.getPropertyNames()) {
				if (source.getOrigin(name) instanceof ConfigStoreOrigin origin && origin.store().equals(store)) {
					properties.put(name, describe(source, name, origin, showUnsanitized));
				}
			}
		}
		return new StorePropertiesDescriptor(store, properties);
	}

	private PropertyDescriptor describe(OriginTrackedMapPropertySource source, String name, ConfigStoreOrigin origin,
			boolean showUnsanitized) {
		Object value = this.sanitizer.sanitize(new SanitizableData(source, name, source.getProperty(name)),
				showUnsanitized);
		return new PropertyDescriptor(value, origin.toString(),
				(origin.version() != null) ? origin.version().number() : null);
	}

	/**
	 * Read all stores again and put in use what was found, as a poll does, but bypass the
	 * loss guard. When this returns, the new generation is in use and the beans are
	 * updated; listeners and the refresh scope follow. Costs a full read of each store.
	 * @return the outcome
	 */
	@WriteOperation
	public ReloadDescriptor reload() {
		try {
			boolean changed = this.runtime.stores().reload();
			return new ReloadDescriptor(changed ? "changed" : "unchanged", null);
		}
		catch (CandidateRejectedException ex) {
			return new ReloadDescriptor("rejected", ex.getMessage());
		}
		catch (ConfigStoreException ex) {
			return new ReloadDescriptor("failed", ex.getMessage());
		}
	}

}
