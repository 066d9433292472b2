package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.configstore.ReloadPublisher;
import dev.configstore.SnapshotDiff;
import dev.configstore.spring.env.PropertyGeneration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationContext;

/**
 * Carries a new generation on into the application: the affected beans are bound, Spring
 * Cloud's listeners are told, the refresh scope is emptied, and our own event follows. No
 * change, nothing of it.
 * <p>
 * The environment has the new values already, so a step that fails does not keep the next
 * ones from happening.
 */
final class GenerationPublisher implements ReloadPublisher<PropertyGeneration> {

	private static final Logger logger = LoggerFactory.getLogger(GenerationPublisher.class);

	private final ApplicationContext context;

	private final @Nullable ConfigStoreRebinder rebinder;

	private final @Nullable RefreshScope refreshScope;

	GenerationPublisher(ApplicationContext context, @Nullable ConfigStoreRebinder rebinder,
			@Nullable RefreshScope refreshScope) {
		this.context = context;
		this.rebinder = rebinder;
		this.refreshScope = refreshScope;
	}

	@Override
	public void publish(PropertyGeneration before, PropertyGeneration after) {
		SnapshotDiff changes = before.changesTo(after);
		if (changes.isEmpty()) {
			return;
		}
		Set<String> names = changes.names();
		logger.info("Properties changed: {}", names);
		Rebinding rebinding = (this.rebinder != null) ? this.rebinder.rebinding(names) : null;
		bind(rebinding);
		step("A listener of the environment",
				() -> this.context.publishEvent(new PublishedChangeEvent(this.context, names)));
		if (this.refreshScope != null) {
			step("The refresh scope", this.refreshScope::refreshAll);
		}
		bind(rebinding);
		step("A listener of the refresh", () -> this.context
			.publishEvent(new ConfigStoreRefreshedEvent(this.context, stores(before, after), changes)));
	}

	private static void bind(@Nullable Rebinding rebinding) {
		if (rebinding != null) {
			step("Binding beans", rebinding::run);
		}
	}

	private static void step(String what, Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("{} failed after properties changed: {}", what, FailureText.of(ex));
		}
	}

	private static List<String> stores(PropertyGeneration before, PropertyGeneration after) {
		List<String> stores = new ArrayList<>();
		for (int i = 0; i < after.snapshots().size(); i++) {
			if (i >= before.snapshots().size()
					|| !before.snapshots().get(i).options().equals(after.snapshots().get(i).options())) {
				stores.add(after.snapshots().get(i).store());
			}
		}
		return stores;
	}

}
