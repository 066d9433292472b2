package dev.configstore.samples.quickstart;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStoreBuilder;
import dev.configstore.Mode;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.settings.ConfigStoreProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The table as it is at this moment, whatever the application's own store and mode are.
 */
@Component
class TableEditor implements AutoCloseable {

	private final ConfigStoreProperties settings;

	private final Set<String> names = new TreeSet<>(Set.of("prod", "test"));

	private final Map<String, ConfigStore> stores = new ConcurrentHashMap<>();

	TableEditor(ConfigStoreProperties settings) {
		this.settings = settings;
		this.names.addAll(settings.store());
	}

	Set<String> names() {
		return this.names;
	}

	StoreSnapshot read(String store) {
		return open(store).getAll();
	}

	/**
	 * Set one key of an option, which is made when there is none. What is a number stays
	 * one if it can.
	 */
	void setKey(String store, String option, String key, String value) {
		Map<String, @Nullable Object> keys = keys(store, option);
		keys.put(key, (keys.get(key) instanceof BigDecimal) ? numberOrText(value) : value);
		open(store).set(option, keys);
	}

	void deleteKey(String store, String option, String key) {
		Map<String, @Nullable Object> keys = keys(store, option);
		if (keys.remove(key) != null) {
			open(store).set(option, keys);
		}
	}

	void deleteOption(String store, String option) {
		open(store).delete(option);
	}

	private Map<String, @Nullable Object> keys(String store, String option) {
		Option present = read(store).option(option);
		return (present != null) ? new LinkedHashMap<>(present.keys()) : new LinkedHashMap<>();
	}

	private static Object numberOrText(String value) {
		try {
			return new BigDecimal(value);
		}
		catch (NumberFormatException ex) {
			return value;
		}
	}

	private ConfigStore open(String store) {
		if (!this.names.contains(store)) {
			throw new IllegalArgumentException("This page shows the stores " + this.names + " only");
		}
		return this.stores.computeIfAbsent(store, (name) -> {
			ConfigStoreBuilder builder = ConfigStore.builder()
				.table(this.settings.table())
				.storeKey(this.settings.tableSettings().storeKey())
				.optionKey(this.settings.tableSettings().optionKey())
				.store(name)
				.mode(Mode.SIMPLE);
			if (this.settings.region() != null) {
				builder.region(this.settings.region());
			}
			if (this.settings.endpoint() != null) {
				builder.endpoint(this.settings.endpoint());
			}
			return builder.open();
		});
	}

	@Override
	public void close() {
		this.stores.values().forEach(ConfigStore::close);
	}

}
