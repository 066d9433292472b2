package dev.configstore.spring.settings;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Stores that are read together into one place of the environment: what an import, or the
 * settings alone, resolved to. Equal ones are loaded once.
 *
 * @param table the table
 * @param storeKey the table's hash key
 * @param optionKey the table's range key
 * @param stores the stores; the later wins
 * @param prefix what is put before every name; empty, or with its dot at the end
 * @param region the region, or {@code null} for the one that the SDK's default chain
 * finds
 * @param endpoint the endpoint, or {@code null} for the region's own
 */
public record StoreLocation(String table, String storeKey, String optionKey, List<String> stores, String prefix,
		@Nullable String region, @Nullable URI endpoint) {

	public StoreLocation {
		stores = List.copyOf(stores);
		prefix = (prefix.isEmpty() || prefix.endsWith(".")) ? prefix : prefix + ".";
	}

	public static StoreLocation of(ConfigStoreProperties settings) {
		return new StoreLocation(settings.table(), settings.tableSettings().storeKey(),
				settings.tableSettings().optionKey(), settings.store(), settings.prefix(), settings.region(),
				settings.endpoint());
	}

	public StoreLocation withStores(List<String> stores) {
		return new StoreLocation(this.table, this.storeKey, this.optionKey, stores, this.prefix, this.region,
				this.endpoint);
	}

	StoreLocation withPrefix(String prefix) {
		return new StoreLocation(this.table, this.storeKey, this.optionKey, this.stores, prefix, this.region,
				this.endpoint);
	}

	StoreLocation withTable(String table) {
		return new StoreLocation(table, this.storeKey, this.optionKey, this.stores, this.prefix, this.region,
				this.endpoint);
	}

	StoreLocation withRegion(String region) {
		return new StoreLocation(this.table, this.storeKey, this.optionKey, this.stores, this.prefix, region,
				this.endpoint);
	}

	StoreLocation withEndpoint(URI endpoint) {
		return new StoreLocation(this.table, this.storeKey, this.optionKey, this.stores, this.prefix, this.region,
				endpoint);
	}

	/**
	 * Return the name of its property source: the stores first, for readers of a list of
	 * sources, and enough to distinguish two locations.
	 */
	public String sourceName() {
		StringBuilder name = new StringBuilder(ConfigStoreProperties.PREFIX).append(":")
			.append(String.join(";", this.stores))
			.append("?table=")
			.append(this.table);
		append(name, "prefix", this.prefix);
		append(name, "region", this.region);
		append(name, "endpoint", this.endpoint);
		return name.toString();
	}

	private static void append(StringBuilder name, String parameter, @Nullable Object value) {
		if (value != null && !value.toString().isEmpty()) {
			name.append("&").append(parameter).append("=").append(value);
		}
	}

	@Override
	public String toString() {
		return sourceName();
	}

}
