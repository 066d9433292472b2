package dev.configstore.benchmarks.quiet;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * What a thread did.
 *
 * @param cpuMillis the processor time it used
 * @param bytes what it allocated
 */
record Work(double cpuMillis, double bytes) {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/**
	 * Return what a thread did since its start.
	 */
	static Work of(Thread thread) {
		long id = thread.getId();
		return new Work(THREADS.getThreadCpuTime(id) / 1e6, THREADS.getThreadAllocatedBytes(id));
	}

	Work since(Work before) {
		return new Work(this.cpuMillis - before.cpuMillis, this.bytes - before.bytes);
	}

}
