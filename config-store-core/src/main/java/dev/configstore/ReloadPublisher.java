package dev.configstore;

/**
 * Carries a new generation on, after the swap and before the listeners.
 *
 * @param <G> the type of generation
 */
@FunctionalInterface
public interface ReloadPublisher<G extends Generation> {

	/**
	 * Publish a generation. Called on the reloading thread, one at a time.
	 * @param before the generation that was in use
	 * @param after the one in use now
	 */
	void publish(G before, G after);

}
