package dev.configstore.reload.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Does one thing with several stores at the same time.
 */
public final class Parallel {

	private Parallel() {
	}

	/**
	 * Apply a step to each element: to the first on this thread, to each other on one of
	 * its own for as long as the step takes.
	 * @return the results in the order of the elements
	 */
	public static <S, T> List<T> map(List<S> elements, Function<S, T> step) {
		if (elements.size() == 1) {
			return List.of(step.apply(elements.get(0)));
		}
		List<FutureTask<T>> tasks = new ArrayList<>();
		for (S element : elements) {
			tasks.add(new FutureTask<>(() -> step.apply(element)));
		}
		try {
			tasks.stream().skip(1).forEach((task) -> daemon(task).start());
			tasks.stream().limit(1).forEach(FutureTask::run);
			List<T> results = new ArrayList<>();
			for (FutureTask<T> task : tasks) {
				results.add(result(task));
			}
			return List.copyOf(results);
		}
		finally {
			// When one has failed, the others are not waited for.
			tasks.forEach((task) -> task.cancel(true));
		}
	}

	/**
	 * Return a thread that does not keep the process alive.
	 */
	public static Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "config-store-reload");
		thread.setDaemon(true);
		return thread;
	}

	private static <T> T result(FutureTask<T> task) {
		try {
			return task.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while reading", ex);
		}
	}

}
