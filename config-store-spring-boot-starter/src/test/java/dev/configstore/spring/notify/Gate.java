package dev.configstore.spring.notify;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * Where other people's code hangs for as long as a test wants it to. Opened at last after
 * a minute, so that a test that fails ends.
 */
public final class Gate {

	private volatile CountDownLatch closed = new CountDownLatch(0);

	private volatile int inside;

	public void close() {
		this.closed = new CountDownLatch(1);
	}

	public void open() {
		this.closed.countDown();
	}

	/**
	 * Go through, or hang.
	 */
	public void pass() {
		CountDownLatch gate = this.closed;
		if (gate.getCount() == 0) {
			return;
		}
		this.inside++;
		try {
			gate.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.inside--;
		}
	}

	public void awaitInside() {
		Awaitility.await("something hangs").until(() -> this.inside > 0);
	}

}
