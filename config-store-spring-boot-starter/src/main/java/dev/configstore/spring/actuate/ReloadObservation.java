package dev.configstore.spring.actuate;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.reload.ReloadObserver;
import dev.configstore.reload.ReloadOutcome;
import dev.configstore.reload.ReloadTrigger;
import dev.configstore.spring.settings.KebabCase;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Observes polls and reloads as {@value #NAME}: a timer where there are meters, a span
 * where there is tracing, around the requests to DynamoDB.
 *
 * @see ConfigStoreMetrics
 */
public final class ReloadObservation implements ReloadObserver {

	static final String NAME = "config.store.reload";

	private final ObservationRegistry registry;

	/**
	 * Create an observer.
	 * @param registry where observations are recorded
	 */
	public ReloadObservation(ObservationRegistry registry) {
		this.registry = registry;
	}

	@Override
	public Reload begin(ReloadTrigger trigger) {
		Observation observation = Observation.createNotStarted(NAME, this.registry)
			.contextualName("config-store " + KebabCase.of(trigger))
			.lowCardinalityKeyValue("trigger", KebabCase.of(trigger))
			.start();
		Observation.Scope scope = observation.openScope();
		return (outcome) -> {
			scope.close();
			end(observation, outcome);
		};
	}

	private static void end(Observation observation, ReloadOutcome outcome) {
		observation.lowCardinalityKeyValue("outcome", KebabCase.of(outcome.kind()));
		// Any other may hold a value in its message, which a tracer would keep.
		if (outcome.failure() instanceof ConfigStoreException failure) {
			observation.error(failure);
		}
		observation.stop();
	}

}
