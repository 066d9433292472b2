package dev.configstore.reload.poll;

import java.util.Optional;

import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.StorePoller;
import dev.configstore.dynamodb.StoreReader.Reading;
import dev.configstore.model.StoreSnapshot;

/**
 * One of the stores that reload together.
 *
 * @param source the store
 * @param poller polls it
 */
public record Member(Store source, StorePoller poller) {

	/**
	 * How one store is read.
	 */
	@FunctionalInterface
	public interface Step {

		/**
		 * Read a store, if there is something to read.
		 * @param applied its snapshot in use
		 */
		Optional<Reading> read(Member member, StoreSnapshot applied);

	}

}
