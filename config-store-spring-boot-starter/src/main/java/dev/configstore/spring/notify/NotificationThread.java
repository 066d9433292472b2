package dev.configstore.spring.notify;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * The one thread that calls other people's code after a change, in order. A daemon;
 * started by the first task, ended when it has had nothing to do for a while, and by
 * {@link #destroy()}, which waits for nothing: what hangs is interrupted.
 */
public final class NotificationThread implements Executor, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(NotificationThread.class);

	private static final Duration IDLE = Duration.ofSeconds(1);

	private final ScheduledThreadPoolExecutor executor = executor("config-store-notify");

	private final ForeignCalls calls;

	private volatile Consumer<Runnable> caller = Runnable::run;

	/** Tasks that are due and have not ended. */
	private final AtomicInteger pending = new AtomicInteger();

	/**
	 * Create without starting it.
	 * @param timeout how long a call may take before it is named
	 */
	public NotificationThread(Duration timeout) {
		this.calls = new ForeignCalls(timeout);
	}

	static ScheduledThreadPoolExecutor executor(String name) {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (work) -> {
			Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			return thread;
		});
		executor.setKeepAliveTime(IDLE.toNanos(), TimeUnit.NANOSECONDS);
		executor.allowCoreThreadTimeOut(true);
		executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		return executor;
	}

	/**
	 * Set what runs the tasks.
	 * @param caller is given each task, on the thread
	 */
	public void setCaller(Consumer<Runnable> caller) {
		this.caller = caller;
	}

	/**
	 * Run a task on the thread, after those before it. Does nothing once the thread has
	 * ended.
	 * @param task the task
	 */
	@Override
	public void execute(Runnable task) {
		this.pending.incrementAndGet();
		schedule(task, Duration.ZERO);
	}

	/**
	 * Run a task on the thread, later. Does nothing once the thread has ended.
	 * @param task the task
	 * @param delay how much later
	 */
	public void executeLater(Runnable task, Duration delay) {
		schedule(() -> execute(task), delay);
	}

	private void schedule(Runnable task, Duration delay) {
		try {
			this.executor.schedule(() -> run(task, delay), delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The application is closing.
		}
	}

	private void run(Runnable task, Duration delay) {
		try {
			this.caller.accept(task);
		}
		catch (RuntimeException | Error ex) {
			// The executor would keep it to itself.
			logger.error("Notifying of a change failed unexpectedly", ex);
		}
		finally {
			if (delay.isZero()) {
				this.pending.decrementAndGet();
			}
		}
	}

	/**
	 * Return whether nothing runs and nothing is due.
	 * @return {@code true} if what was submitted has been done, but for what runs later
	 */
	public boolean isIdle() {
		return this.pending.get() == 0;
	}

	/**
	 * Return the calls that are under way, on this thread and others.
	 * @return the calls
	 */
	public ForeignCalls calls() {
		return this.calls;
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
		this.calls.close();
	}

}
