package dev.configstore.spring.notify;

import java.time.Duration;

/**
 * A call of other people's code that is under way.
 */
public final class ForeignCall {

	private final String what;

	private final String consequence;

	private final long began;

	private volatile boolean reported;

	private volatile boolean covered;

	/**
	 * @param what what is called: a bean or a listener, by its name
	 * @param consequence what it holds up
	 * @param began when, on a monotonic clock
	 */
	ForeignCall(String what, String consequence, long began) {
		this.what = what;
		this.consequence = consequence;
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

	String consequence() {
		return this.consequence;
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

	/**
	 * Note that it is reported.
	 * @return whether it was not before
	 */
	boolean report() {
		boolean first = !this.reported;
		this.reported = true;
		return first;
	}

	boolean isReported() {
		return this.reported;
	}

	@Override
	public String toString() {
		return this.what;
	}

}
