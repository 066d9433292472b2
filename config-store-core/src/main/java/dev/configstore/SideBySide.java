package dev.configstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Does one thing with several stores at the same time.
 */
final class SideBySide {

	private SideBySide() {
	}

	/**
	 * Apply a step to each element: to the first on this thread, to each other on one of
	 * its own for as long as the step takes.
	 * @return the results in the order of the elements
	 */
	static <S, T> List<T> map(List<S> elements, Function<S, T> step) {
		List<CompletableFuture<T>> others = elements.stream()
			.skip(1)
			.map((element) -> CompletableFuture.supplyAsync(() -> step.apply(element), ReloadLoop::runOnDaemon))
			.toList();
		List<T> results = new ArrayList<>();
		if (!elements.isEmpty()) {
			results.add(step.apply(elements.get(0)));
		}
		try {
			others.forEach((other) -> results.add(other.join()));
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw ex;
		}
		return List.copyOf(results);
	}

}
