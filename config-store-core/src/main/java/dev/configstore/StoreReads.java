package dev.configstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads several stores side by side.
 */
final class StoreReads {

	private StoreReads() {
	}

	/**
	 * Read all stores: the first on this thread, each other on one of its own for as long
	 * as its read takes.
	 */
	static List<StoreSnapshot> read(List<StoreSource> sources) {
		List<CompletableFuture<StoreSnapshot>> others = sources.stream()
			.skip(1)
			.map((source) -> CompletableFuture.supplyAsync(source::read, ReloadLoop::runOnDaemon))
			.toList();
		List<StoreSnapshot> found = new ArrayList<>();
		if (!sources.isEmpty()) {
			found.add(sources.get(0).read());
		}
		try {
			others.forEach((other) -> found.add(other.join()));
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw ex;
		}
		return List.copyOf(found);
	}

}
