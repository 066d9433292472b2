package dev.configstore.reload.poll;

import java.time.Duration;
import java.util.function.Consumer;

import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.StorePoller;
import dev.configstore.dynamodb.StorePoller.Polled;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.StoreSnapshot;

/**
 * One of the stores that reload together, and since when its snapshot in use is not known
 * to be the newest.
 */
public final class Member {

	private final Store source;

	private final StorePoller poller;

	private volatile Duration confirmedAt;

	/** Whether it was added without being read. */
	private volatile boolean unread;

	Member(Store source, StorePoller poller, Duration confirmedAt, boolean unread) {
		this.source = source;
		this.poller = poller;
		this.confirmedAt = confirmedAt;
		this.unread = unread;
		if (unread) {
			poller.readAllNext();
		}
	}

	Store source() {
		return this.source;
	}

	public StorePoller poller() {
		return this.poller;
	}

	Duration confirmedAt() {
		return this.confirmedAt;
	}

	boolean isUnread() {
		return this.unread;
	}

	/**
	 * Read the store. One that was never read fails by itself: the others go on.
	 * @param failed is given the failure then
	 */
	Polled read(int index, Step step, StoreSnapshot applied, Duration again, Consumer<ConfigStoreException> failed) {
		try {
			return step.read(index, this, applied);
		}
		catch (ConfigStoreException ex) {
			if (!this.unread) {
				throw ex;
			}
			this.poller.readAllAfter(again);
			failed.accept(ex);
			return Polled.UNREAD;
		}
	}

	void settle(Polled polled, Duration now) {
		if (polled == Polled.UNREAD) {
			return;
		}
		this.poller.settle(polled);
		if (polled.isConfirmed()) {
			this.confirmedAt = now;
			this.unread = false;
		}
	}

	/**
	 * How one store is read.
	 */
	@FunctionalInterface
	public interface Step {

		/**
		 * Read a store, if there is something to read.
		 * @param index its place among the stores
		 * @param applied its snapshot in use
		 */
		Polled read(int index, Member member, StoreSnapshot applied);

	}

}
