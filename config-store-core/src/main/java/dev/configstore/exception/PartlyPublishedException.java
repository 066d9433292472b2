package dev.configstore.exception;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A plan of several versions failed after some of them were written, and these stand. The
 * cause says why. Remedy: that of the cause; then preview again, and publish what is
 * left.
 */
public final class PartlyPublishedException extends ConfigStoreException {

	private static final long serialVersionUID = 1L;

	private static final int NAMED = 10;

	private final List<Long> written;

	private final Set<String> left;

	/**
	 * Create an exception.
	 * @param written the numbers of the versions that were written
	 * @param planned how many versions the plan makes
	 * @param left the options that are left; copied
	 * @param place the table and the store
	 * @param cause why it failed
	 */
	public PartlyPublishedException(List<Long> written, int planned, Collection<String> left, Place place,
			ConfigStoreException cause) {
		super(written.size() + " of " + planned + " versions were written, and stand: " + joined(written)
				+ ". Not written: " + joined(new TreeSet<>(left)) + ". " + cause.getMessage()
				+ ". Preview again, and publish what is left", place, cause);
		this.written = List.copyOf(written);
		this.left = Collections.unmodifiableSet(new TreeSet<>(left));
	}

	private static String joined(Collection<?> all) {
		String some = all.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
		return (all.size() > NAMED) ? some + " and " + (all.size() - NAMED) + " more" : some;
	}

	/**
	 * Return the versions that were written.
	 * @return their numbers, in the order in which they were written
	 */
	public List<Long> written() {
		return this.written;
	}

	/**
	 * Return the options of the versions that were not written. If the cause is an
	 * {@link UnclearOutcomeException}, those of the first of these versions may be
	 * written.
	 * @return their names, in order
	 */
	public Set<String> left() {
		return this.left;
	}

}
