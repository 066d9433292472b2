package dev.configstore;

import java.util.List;
import java.util.stream.IntStream;

import dev.configstore.dynamodb.Store;
import dev.configstore.reload.ReloadingStores;

/**
 * Presents stores that a framework has assembled as {@link ConfigStore}. Applications use
 * {@link ConfigStore#builder()}.
 */
public final class ConfigStores {

	private ConfigStores() {
	}

	/**
	 * Return a store that reads DynamoDB at every call. Costs nothing until then.
	 * @param source the store
	 * @return the store; closing it closes nothing
	 */
	public static ConfigStore simple(Store source) {
		return new SimpleConfigStore(source, () -> {
		});
	}

	/**
	 * Return stores that reload together as time-based ones.
	 * @param stores the stores
	 * @return one for each, in the order in which they were added; closing one closes
	 * nothing
	 */
	public static List<ConfigStore> timeBased(ReloadingStores<?> stores) {
		return IntStream.range(0, stores.stores().size()).mapToObj((index) -> timeBased(stores, index, () -> {
		})).toList();
	}

	static ConfigStore timeBased(ReloadingStores<?> stores, int index, Runnable onClose) {
		return new TimeBasedConfigStore(stores.stores().get(index), stores, index, onClose);
	}

}
