package dev.configstore.reload.poll;

import java.time.Duration;

import dev.configstore.dynamodb.Store;
import dev.configstore.dynamodb.StorePoller;
import dev.configstore.dynamodb.StorePoller.Polled;
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

	void settle(Polled polled, Duration now) {
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
