package dev.configstore;

import java.time.InstantSource;
import java.util.function.Consumer;

import dev.configstore.dynamodb.Backoff;
import dev.configstore.dynamodb.ConfigTable;
import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.StoreReader;
import dev.configstore.dynamodb.TableProvisioner;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.model.TableLayout;
import dev.configstore.model.TableSettings;
import dev.configstore.model.UnitsListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a builder knows of a store, beside its client and how it is reloaded.
 */
final class StoreParts {

	private static final Logger logger = LoggerFactory.getLogger(ConfigStore.class);

	String table = "config";

	@Nullable String store;

	String storeKey = TableLayout.DEFAULT_STORE_KEY;

	String optionKey = TableLayout.DEFAULT_OPTION_KEY;

	boolean consistentPolls;

	int historyLimit = ConfigStoreBuilder.DEFAULT_HISTORY_LIMIT;

	UnitsListener unitsListener = (store, operation, units) -> {
	};

	Consumer<String> notices = TableProvisioner.LOG;

	Consumer<String> hints = StoreReader.LOG;

	TableSettings tableSettings = TableSettings.DEFAULT;

	InstantSource clock = InstantSource.system();

	/** Tests set what to do instead of sleeping before something is tried again. */
	Backoff pause = Backoff.SLEEP;

	/** Tests set pages of so many items, where DynamoDB would send a megabyte. */
	@Nullable Integer pageSize;

	/**
	 * Reject what cannot be used.
	 * @return where the store is
	 */
	Place check() {
		return new Place(layout().table(), TableLayout.requireStore(this.store), null);
	}

	Place checkTable() {
		return Place.of(layout().table());
	}

	private TableLayout layout() {
		if (this.historyLimit < 1) {
			throw new IllegalArgumentException("'historyLimit' must be at least 1, not " + this.historyLimit);
		}
		return new TableLayout(this.table, this.storeKey, this.optionKey);
	}

	private ConfigTable table(DynamoDbClient client, TableSettings settings) {
		return new ConfigTable(client, layout(), settings, guarded(this.notices), guarded(this.unitsListener),
				this.pageSize);
	}

	/**
	 * A table that is not created when it is missing.
	 */
	ConfigTable existingTable(DynamoDbClient client) {
		return table(client, this.tableSettings.withoutCreation());
	}

	Store store(DynamoDbClient client) {
		return new Store(table(client, this.tableSettings), TableLayout.requireStore(this.store), this.clock,
				this.pause, this.historyLimit, this.consistentPolls, guarded(this.hints));
	}

	private static UnitsListener guarded(UnitsListener listener) {
		return (store, operation, units) -> safely(listener, () -> listener.consumed(store, operation, units));
	}

	private static Consumer<String> guarded(Consumer<String> receiver) {
		return (sentence) -> safely(receiver, () -> receiver.accept(sentence));
	}

	private static void safely(Object listener, Runnable message) {
		try {
			message.run();
		}
		catch (Throwable ex) {
			// An error as well: what was read or written is, whatever the listener does.
			logger.warn("Listener {} failed", listener.getClass().getName(), ex);
		}
	}

}
