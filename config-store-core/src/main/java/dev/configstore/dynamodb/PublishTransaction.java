package dev.configstore.dynamodb;

import java.util.List;

import dev.configstore.dynamodb.item.VersionItem;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.InvalidPublicationException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.UnclearOutcomeException;
import dev.configstore.model.Operation;
import dev.configstore.model.StoreVersion;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * One try of a publish. The request is repeated here, and not by the SDK, so that each
 * answer is seen: after an attempt without one, an answer to a repeated attempt proves
 * nothing about the first. Only the token of the version item does.
 */
final class PublishTransaction {

	private static final int MAX_ATTEMPTS = 3;

	/** DynamoDB is still busy with the first attempt, for seconds perhaps. */
	private static final int MAX_ATTEMPTS_IN_PROGRESS = 20;

	private final ConfigTable table;

	private final PublishRequest publish;

	private final List<String> options;

	private final Backoff pause;

	private @Nullable String editedByHand;

	private @Nullable SdkException busy;

	PublishTransaction(PublishRequest publish, Backoff pause) {
		this.table = publish.table();
		this.publish = publish;
		this.options = publish.options();
		this.pause = pause;
	}

	StoreVersion version() {
		return this.publish.version();
	}

	/**
	 * Return the option that was edited by hand between the read and the write.
	 */
	@Nullable String editedByHand() {
		return this.editedByHand;
	}

	/**
	 * Return how DynamoDB throttled the publish, if it did so before looking at it.
	 */
	@Nullable ConfigStoreException throttled() {
		return (this.busy != null) ? this.table.translate(this.busy, place(null)) : null;
	}

	Outcome run() {
		TransactWriteItemsRequest request = this.publish.toRequest();
		boolean unclear = false;
		for (int attempt = 1;; attempt++) {
			Transmission transmission = new Transmission();
			try {
				this.table.transact(this.publish.store(), request, transmission);
				return Outcome.WRITTEN;
			}
			catch (SdkException ex) {
				unclear |= !isAnswer(ex);
				if (!unclear) {
					return understand(ex);
				}
				Outcome proven = proven(ex);
				if (proven != null) {
					return proven;
				}
				// The same request with the same client token is written once at most.
				if (attempt >= maxAttempts(ex)) {
					throw unclear(ex);
				}
			}
			catch (RuntimeException ex) {
				// Not DynamoDB's: a credentials provider, or a client that was closed.
				Outcome proven = (unclear || transmission.isSent()) ? proven(ex) : null;
				if (proven != null) {
					return proven;
				}
				throw (unclear || transmission.isSent()) ? unclear(ex) : this.table.unexpected(ex, place(null));
			}
			this.pause.before(attempt);
		}
	}

	private static int maxAttempts(SdkException failure) {
		if (failure instanceof TransactionInProgressException) {
			return MAX_ATTEMPTS_IN_PROGRESS;
		}
		return isAnswer(failure) && !isRepeatable(failure) ? 1 : MAX_ATTEMPTS;
	}

	/**
	 * Whether DynamoDB answered with a client error, so that this attempt wrote nothing.
	 * After any other failure, a time-out above all, it may have.
	 */
	private static boolean isAnswer(SdkException failure) {
		return failure instanceof AwsServiceException answer && answer.statusCode() >= 400 && answer.statusCode() < 500
				&& !(failure instanceof TransactionInProgressException);
	}

	private static boolean isRepeatable(SdkException failure) {
		return failure instanceof TransactionCanceledException || SdkFailures.isThrottled(failure);
	}

	/**
	 * Read the version item after an unclear outcome.
	 * @return what it proves, if that is anything
	 */
	private @Nullable Outcome proven(RuntimeException unclear) {
		VersionItem now;
		try {
			now = this.publish.versions().read(Operation.WRITE, true);
		}
		catch (ConfigStoreException ex) {
			throw unclear(" was written, and the version could not be read: ", unclear);
		}
		if (now == null) {
			return null;
		}
		VersionItem seen = this.publish.seen();
		return switch (now.changes().proofOf(version(), (seen != null) ? seen.version().token() : null)) {
			case WRITTEN -> Outcome.WRITTEN;
			case NOT_WRITTEN -> Outcome.OVERTAKEN;
			case OPEN -> null;
		};
	}

	private UnclearOutcomeException unclear(RuntimeException failure) {
		// One that is still under way may be written later.
		return unclear(" was written, and it is not there yet: ", failure);
	}

	private UnclearOutcomeException unclear(String what, RuntimeException failure) {
		return new UnclearOutcomeException(
				"DynamoDB did not confirm whether " + version() + what + SdkFailures.message(failure),
				version().number(), version().token(), place(null), failure);
	}

	/**
	 * Understand an answer that says that nothing was written.
	 */
	private Outcome understand(SdkException answer) {
		if (answer instanceof TransactionCanceledException canceled) {
			return understand(canceled);
		}
		if (SdkFailures.isThrottled(answer)) {
			this.busy = answer;
			return Outcome.BUSY;
		}
		if (this.publish.updating() && SdkFailures.isDenied(answer)
				&& String.valueOf(answer.getMessage()).contains("dynamodb:UpdateItem")) {
			return Outcome.UPDATE_DENIED;
		}
		ConfigStoreException translated = this.table.translate(answer, place(null));
		boolean unknown = SdkFailures.isInvalidRequest(answer) && translated instanceof StoreUnavailableException;
		throw unknown ? invalid(place(null)) : translated;
	}

	private Outcome understand(TransactionCanceledException canceled) {
		List<CancellationReason> reasons = canceled.cancellationReasons();
		Outcome outcome = Outcome.BUSY;
		for (int i = 0; i < reasons.size(); i++) {
			String option = (i < this.options.size()) ? this.options.get(i) : null;
			switch (String.valueOf(reasons.get(i).code())) {
				case "None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" -> {
				}
				case "ConditionalCheckFailed" -> {
					outcome = Outcome.OVERTAKEN;
					this.editedByHand = (option != null) ? option : this.editedByHand;
				}
				case "ValidationError" -> throw invalid(place(option));
				default -> throw this.table.translate(canceled, place(option));
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

	/**
	 * Without DynamoDB's message, which can quote a value.
	 */
	private InvalidPublicationException invalid(Place place) {
		return new InvalidPublicationException((this.options.size() > 1)
				? "DynamoDB does not accept the publication: an option cannot be an item, or it is too much "
						+ "at once; publish fewer options at a time"
				: "DynamoDB does not accept the option as an item, or its history", place, null);
	}

	private Place place(@Nullable String option) {
		return new Place(this.table.name(), this.publish.store(), option);
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
		BUSY,

		/** The role may put options, and not update them. Nothing was written. */
		UPDATE_DENIED

	}

}
