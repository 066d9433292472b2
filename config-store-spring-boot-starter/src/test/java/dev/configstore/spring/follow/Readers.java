package dev.configstore.spring.follow;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Threads that look at beans as fast as they can, and write down what must never be seen.
 */
final class Readers implements AutoCloseable {

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final Set<String> wrong = new ConcurrentSkipListSet<>();

	private final AtomicLong rounds = new AtomicLong();

	private volatile boolean closed;

	/**
	 * @param check looks once, and passes on what is wrong
	 */
	Readers(int number, Consumer<Consumer<String>> check) {
		for (int i = 0; i < number; i++) {
			Thread thread = new Thread(() -> read(check), "reader-" + i);
			thread.setDaemon(true);
			this.threads.add(thread);
			thread.start();
		}
	}

	private void read(Consumer<Consumer<String>> check) {
		while (!this.closed) {
			try {
				check.accept(this.wrong::add);
			}
			catch (RuntimeException ex) {
				this.wrong.add(ex.getClass().getName() + " " + ex.getMessage());
			}
			this.rounds.incrementAndGet();
			// The changes need a core too.
			Thread.yield();
		}
	}

	/**
	 * Return how often somebody has looked.
	 */
	long rounds() {
		return this.rounds.get();
	}

	/**
	 * Return what was wrong, each kind once.
	 */
	Set<String> wrong() {
		return this.wrong;
	}

	@Override
	public void close() {
		this.closed = true;
		for (Thread thread : this.threads) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
