package dev.configstore.spring.runtime;

import java.time.InstantSource;

import dev.configstore.ClientSettings;
import dev.configstore.ConfigStore;
import dev.configstore.dynamodb.Store;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.StoreLocation;
import org.apache.commons.logging.Log;

/**
 * Makes the stores of a location, with the client for its region and endpoint.
 */
final class StoreFactory {

	private final Clients clients;

	private final ConsumedCapacity consumed;

	private final InstantSource clock;

	private final Log logger;

	StoreFactory(Clients clients, ConsumedCapacity consumed, InstantSource clock, Log logger) {
		this.clients = clients;
		this.consumed = consumed;
		this.clock = clock;
		this.logger = logger;
	}

	/**
	 * Make a store. No call is made.
	 */
	Store create(StoreLocation location, String store, ConfigStoreProperties settings) {
		return ConfigStore.builder()
			.table(location.table())
			.storeKey(location.storeKey())
			.optionKey(location.optionKey())
			.store(store)
			.clock(this.clock)
			.consistentPolls(settings.consistentPolls())
			.historyLimit(settings.historyLimit())
			.tableSettings(settings.tableSettings().toSettings())
			.notices(this.logger::warn)
			.unitsListener(this.consumed.of(location.table()))
			.hints(this.logger::info)
			.client(this.clients.get(client(location, settings), Place.of(location.table(), store)))
			.source();
	}

	private static ClientSettings client(StoreLocation location, ConfigStoreProperties settings) {
		// At build time no region is known, and none is needed.
		String region = (location.region() == null && ConfigStoreRuntime.isBuildTime()) ? "us-east-1"
				: location.region();
		return settings.client().withRegion(region).withEndpoint(location.endpoint());
	}

}
