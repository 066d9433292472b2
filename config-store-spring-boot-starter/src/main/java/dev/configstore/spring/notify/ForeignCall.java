package dev.configstore.spring.notify;

import java.time.Duration;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * A call of other people's code that is under way.
 */
public final class ForeignCall {

	private final String what;

	private final long began;

	private volatile @Nullable Future<?> watch;

	private volatile boolean reported;

	private volatile boolean covered;

	/**
	 * @param what what is called: a bean or a listener, by its name
	 * @param began when, on a monotonic clock
	 */
	ForeignCall(String what, long began) {
		this.what = what;
		this.began = began;
	}

	/**
	 * Return what is called.
	 * @return a bean or a listener, by its name
	 */
	public String what() {
		return this.what;
	}

	Duration took(long now) {
		return Duration.ofNanos(now - this.began);
	}

	void watchedBy(Future<?> watch) {
		this.watch = watch;
	}

	/**
	 * @param covered whether another call runs within it
	 */
	void covered(boolean covered) {
		this.covered = covered;
	}

	boolean isCovered() {
		return this.covered;
	}

	void report() {
		this.reported = true;
	}

	/**
	 * @return whether it has been reported
	 */
	boolean end() {
		Future<?> watch = this.watch;
		if (watch != null) {
			watch.cancel(false);
		}
		return this.reported;
	}

	@Override
	public String toString() {
		return this.what;
	}

}
