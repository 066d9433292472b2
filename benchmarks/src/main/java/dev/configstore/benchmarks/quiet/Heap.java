package dev.configstore.benchmarks.quiet;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * What something keeps in memory.
 */
final class Heap {

	private static final int COLLECTIONS = 3;

	private Heap() {
	}

	/**
	 * Return the bytes that are more in use while something is there than after it is
	 * gone.
	 * @param made makes it
	 */
	static <T extends AutoCloseable> double keptBy(Supplier<T> made) {
		try {
			T object = made.get();
			long with = used();
			object.close();
			object = null;
			return with - used();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long used() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
