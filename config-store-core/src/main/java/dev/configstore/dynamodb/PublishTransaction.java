package dev.configstore.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.configstore.dynamodb.item.HistoryItem;
import dev.configstore.dynamodb.item.ItemCondition;
import dev.configstore.dynamodb.item.ItemSize;
import dev.configstore.dynamodb.item.OptionDigest;
import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.UnclearOutcomeException;
import dev.configstore.model.Operation;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.StoreVersion;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * One try of a publish: the version item (if its token is still the one that was seen),
 * each option (if it still is what was read), and one item of the history for each.
 */
final class PublishTransaction {

	private static final int MAX_REPEATS = 3;

	private final ConfigTable table;

	private final String store;

	private final VersionPartitions versions;

	private final Publication publication;

	private final @Nullable VersionItem seen;

	private final StoreVersion version;

	private final Map<String, Optional<Option>> before;

	/** The options, in the order of their writes, which come first. */
	private final List<String> options;

	private @Nullable String editedByHand;

	private boolean behindHistory;

	PublishTransaction(ConfigTable table, String store, VersionPartitions versions, Publication publication,
			@Nullable VersionItem seen, StoreVersion version, Map<String, Optional<Option>> before) {
		this.table = table;
		this.store = store;
		this.versions = versions;
		this.publication = publication;
		this.seen = seen;
		this.version = version;
		this.before = before;
		this.options = List.copyOf(before.keySet());
	}

	StoreVersion version() {
		return this.version;
	}

	/**
	 * Return the option that was edited by hand between the read and the write.
	 */
	@Nullable String editedByHand() {
		return this.editedByHand;
	}

	/**
	 * Return whether the history already has the version: the version item was restored.
	 */
	boolean isBehindHistory() {
		return this.behindHistory;
	}

	Outcome run() {
		TransactWriteItemsRequest request = request();
		for (int repeat = 1;; repeat++) {
			try {
				this.table.transact(this.store, request);
				return Outcome.WRITTEN;
			}
			catch (TransactionCanceledException ex) {
				return understand(ex);
			}
			catch (SdkException ex) {
				if (isClientError(ex)) {
					throw clientError(ex);
				}
				if (isWritten(ex)) {
					return Outcome.WRITTEN;
				}
				// The same request with the same client token is written once at most.
				if (repeat == MAX_REPEATS) {
					// One that is still under way may be written later.
					throw new UnclearOutcomeException("DynamoDB did not confirm whether " + this.version
							+ " was written, and it is not there yet: " + ex.getMessage(), place(null), ex);
				}
			}
		}
	}

	/**
	 * Whether DynamoDB answered with a client error, so that nothing was written. After
	 * any other failure, a time-out above all, it may have been.
	 */
	private static boolean isClientError(SdkException failure) {
		return failure instanceof AwsServiceException answer && answer.statusCode() >= 400 && answer.statusCode() < 500
				&& !(failure instanceof TransactionInProgressException);
	}

	private ConfigStoreException clientError(SdkException failure) {
		ConfigStoreException translated = this.table.translate(failure, place(null));
		boolean unknown = SdkFailures.isInvalidRequest(failure) && translated instanceof StoreUnavailableException;
		return unknown ? invalid(place(null)) : translated;
	}

	/**
	 * Without DynamoDB's message, which can quote a value.
	 */
	private static InvalidPublicationException invalid(Place place) {
		return new InvalidPublicationException("DynamoDB does not accept the option as an item, or its history", place,
				null);
	}

	/**
	 * Read the version item after an unclear outcome: the publish was written if its
	 * token is there or in the log.
	 */
	private boolean isWritten(SdkException unclear) {
		try {
			VersionItem now = this.versions.read(Operation.WRITE, true);
			return now != null && now.contains(this.version.token());
		}
		catch (ConfigStoreException ex) {
			throw new UnclearOutcomeException(
					"DynamoDB did not confirm whether " + this.version
							+ " was written, and the version could not be read: " + unclear.getMessage(),
					place(null), unclear);
		}
	}

	private Outcome understand(TransactionCanceledException canceled) {
		List<CancellationReason> reasons = canceled.cancellationReasons();
		Outcome outcome = Outcome.BUSY;
		for (int i = 0; i < reasons.size(); i++) {
			String code = String.valueOf(reasons.get(i).code());
			switch (code) {
				case "None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" -> {
				}
				case "ConditionalCheckFailed" -> {
					outcome = Outcome.OVERTAKEN;
					if (i < this.options.size()) {
						this.editedByHand = this.options.get(i);
					}
					this.behindHistory |= i > this.options.size();
				}
				case "ValidationError" -> throw invalid(place((i < this.options.size()) ? this.options.get(i) : null));
				default ->
					throw this.table.translate(canceled, place((i < this.options.size()) ? this.options.get(i) : null));
			}
		}
		if (isVersionMoved(reasons)) {
			// The other publish changed the option as well: it was not edited by hand.
			this.editedByHand = null;
		}
		return outcome;
	}

	private boolean isVersionMoved(List<CancellationReason> reasons) {
		int version = this.options.size();
		return version < reasons.size() && "ConditionalCheckFailed".equals(reasons.get(version).code());
	}

	private TransactWriteItemsRequest request() {
		List<TransactWriteItem> items = new ArrayList<>();
		long bytes = 0;
		for (String option : this.options) {
			items.add(writeOption(option));
		}
		items.add(writeVersion());
		for (String option : this.options) {
			items.add(writeHistory(option));
		}
		for (TransactWriteItem item : items) {
			bytes += (item.put() != null) ? ItemSize.of(item.put().item()) : 0;
		}
		PublicationLimits.checkTotal(bytes, place(null));
		return TransactWriteItemsRequest.builder()
			.transactItems(items)
			.clientRequestToken(this.version.token())
			.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
			.build();
	}

	private TransactWriteItem writeOption(String name) {
		Optional<Option> read = this.before.getOrDefault(name, Optional.empty());
		Optional<Option> after = this.publication.changes().getOrDefault(name, Optional.empty());
		ItemCondition condition = new ItemCondition(this.table.layout());
		if (this.publication.isChecked(name)) {
			PublicationLimits.checkKeys(read, place(name));
			condition.unchanged(read.map(this.table.codec()::encodeKeys));
		}
		if (after.isEmpty()) {
			return TransactWriteItem.builder()
				.delete(condition
					.on(Delete.builder().tableName(this.table.name()).key(this.table.codec().key(this.store, name))))
				.build();
		}
		return put(this.table.codec().encode(this.store, name, after.get().keys()), condition);
	}

	private TransactWriteItem writeVersion() {
		Map<String, AttributeValue> item = new HashMap<>(this.versions.versionKey());
		item.putAll(VersionItem.after(this.seen, this.version, this.before.keySet()).toAttributes());
		ItemCondition condition = new ItemCondition(this.table.layout());
		if (this.seen == null) {
			condition.unchanged(Optional.empty());
		}
		else if (this.seen.hasToken()) {
			condition.equal("token", AttributeValue.fromS(this.seen.version().token()));
		}
		else {
			condition.absent("token");
			if (this.seen.version().number() > 0) {
				condition.equal("n", VersionItem.number(this.seen.version().number()));
			}
		}
		return put(item, condition);
	}

	private TransactWriteItem writeHistory(String name) {
		Optional<Option> read = this.before.getOrDefault(name, Optional.empty());
		Optional<Option> after = this.publication.changes().getOrDefault(name, Optional.empty());
		HistoryItem history = new HistoryItem(this.version.number(), name, read, OptionDigest.of(after),
				this.version.at(), this.version.by(), this.publication.reason(), this.options.size());
		Map<String, AttributeValue> item = new HashMap<>(this.versions.historyKey(history.sortKey()));
		item.putAll(history.toAttributes(this.table.codec()));
		PublicationLimits.checkHistory(ItemSize.of(item), place(name));
		ItemCondition condition = new ItemCondition(this.table.layout());
		condition.unchanged(Optional.empty());
		return put(item, condition);
	}

	private TransactWriteItem put(Map<String, AttributeValue> item, ItemCondition condition) {
		return TransactWriteItem.builder()
			.put(condition.on(Put.builder().tableName(this.table.name()).item(item)))
			.build();
	}

	private Place place(@Nullable String option) {
		return new Place(this.table.name(), this.store, option);
	}

	/**
	 * How a try ended.
	 */
	enum Outcome {

		/** Everything was written. */
		WRITTEN,

		/** Another publish came first. Nothing was written. */
		OVERTAKEN,

		/** A conflict with another transaction, or throttled. Nothing was written. */
		BUSY

	}

}
