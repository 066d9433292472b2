package dev.configstore.benchmarks;

/**
 * Something to reach, and what was measured.
 *
 * @param what what is compared with what
 * @param limit the most it may be
 * @param figure what it is; not a number if it could not be measured, which is not
 * reached
 */
public record Target(String what, double limit, double figure) {

	/**
	 * Return whether it was reached, in the report's words.
	 */
	public String verdict() {
		return isReached() ? "reached" : "**not reached**";
	}

	/**
	 * Return whether the figure is within the limit. Nothing is rounded before.
	 */
	public boolean isReached() {
		return this.figure <= this.limit;
	}

}
