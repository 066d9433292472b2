package dev.configstore.dynamodb;

import java.time.Duration;
import java.util.function.Supplier;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.StoreClosedException;
import dev.configstore.exception.UnexpectedFailureException;
import dev.configstore.model.TableLayout;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Runs requests to a table: makes it when it is missing, keeps to a deadline, and
 * translates failures of every class.
 */
final class TableAccess {

	/**
	 * For a store whose turn comes when another one has used up the time.
	 */
	private static final Duration SHORTEST_CALL = Duration.ofMillis(500);

	private final TableLayout layout;

	private final TableProvisioner provisioner;

	/**
	 * Whether the table existed at some time. It is not created again then: a table is
	 * deleted under running applications on purpose, or the loss must be noticed.
	 */
	private volatile boolean seen;

	private volatile boolean closed;

	private volatile @Nullable Deadline deadline;

	TableAccess(TableLayout layout, TableProvisioner provisioner) {
		this.layout = layout;
		this.provisioner = provisioner;
	}

	/**
	 * Record that the table existed in an earlier run.
	 */
	void seen() {
		this.seen = true;
	}

	/**
	 * Record that its store was closed: requests under way may fail because of that.
	 */
	void closed() {
		this.closed = true;
	}

	String where() {
		return this.provisioner.where();
	}

	/**
	 * Set when reads have to have ended, with all their retries and pages.
	 * @param deadline the moment, or {@code null} for the client's own limits
	 */
	void deadline(@Nullable Deadline deadline) {
		this.deadline = deadline;
	}

	@Nullable AwsRequestOverrideConfiguration limits() {
		Deadline deadline = this.deadline;
		if (deadline == null) {
			return null;
		}
		Duration left = deadline.left();
		Duration limit = (left.compareTo(SHORTEST_CALL) > 0) ? left : SHORTEST_CALL;
		return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
	}

	<T extends @Nullable Object> T call(@Nullable String store, @Nullable String option, Supplier<T> request) {
		Place place = new Place(this.layout.table(), store, option);
		try {
			T answer = answer(request);
			this.seen = true;
			return answer;
		}
		catch (ConfigStoreException ex) {
			throw ex;
		}
		catch (SdkException ex) {
			throw translate(ex, place);
		}
		catch (RuntimeException ex) {
			throw unexpected(ex, place);
		}
	}

	/**
	 * Translate a failure. Calls DescribeTable if DynamoDB called the request invalid.
	 */
	ConfigStoreException translate(SdkException failure, Place place) {
		if (this.closed && failure instanceof SdkClientException) {
			return new StoreClosedException("The store was closed", place, failure);
		}
		if (failure instanceof ResourceNotFoundException missing) {
			return this.provisioner.gone(missing);
		}
		try {
			if (SdkFailures.isInvalidRequest(failure)) {
				this.provisioner.diagnose(failure);
			}
		}
		catch (ConfigStoreException ex) {
			return ex;
		}
		return SdkFailures.translate(failure, place, where());
	}

	/**
	 * Translate a failure that is neither DynamoDB's nor the SDK's.
	 */
	ConfigStoreException unexpected(RuntimeException failure, Place place) {
		return this.closed ? new StoreClosedException("The store was closed", place, failure)
				: UnexpectedFailureException.of("The request could not be sent", failure, place);
	}

	private <T extends @Nullable Object> T answer(Supplier<T> request) {
		try {
			return request.get();
		}
		catch (ResourceNotFoundException ex) {
			if (this.seen) {
				throw ex;
			}
			Deadline deadline = this.deadline;
			if (deadline != null) {
				deadline.outside(() -> this.provisioner.provide(ex));
			}
			else {
				this.provisioner.provide(ex);
			}
			return request.get();
		}
	}

}
