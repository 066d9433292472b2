package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.reload.ReloadTarget;
import dev.configstore.spring.ConfigStoreRefreshedEvent;
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
 * A bean that cannot be bound again takes everything back: the generation before, and the
 * beans that were bound already. A listener that fails stops nobody.
 */
final class GenerationPublisher implements ReloadTarget<PropertyGeneration> {

	private static final Logger logger = LoggerFactory.getLogger(GenerationPublisher.class);

	private final ApplicationContext context;

	private final @Nullable ConfigStoreRebinder rebinder;

	private final @Nullable RefreshScope refreshScope;

	private final Refreshables views;

	/**
	 * Used by the reloading thread only, between a failed publish and what takes it back.
	 */
	private @Nullable Rebinding undone;

	GenerationPublisher(ApplicationContext context, @Nullable ConfigStoreRebinder rebinder,
			@Nullable RefreshScope refreshScope, Refreshables views) {
		this.context = context;
		this.rebinder = rebinder;
		this.refreshScope = refreshScope;
		this.views = views;
	}

	@Override
	public void publish(PropertyGeneration before, PropertyGeneration after) {
		SnapshotDiff changes = before.changesTo(after);
		if (changes.isEmpty()) {
			return;
		}
		Set<String> names = changes.names();
		Rebinding rebinding = (this.rebinder != null) ? this.rebinder.rebinding(names) : null;
		if (rebinding != null) {
			bind(rebinding, after);
		}
		this.views.use(after, names);
		logger.info("Properties changed: {}", names);
		step("A listener of the environment",
				() -> this.context.publishEvent(new PublishedChangeEvent(this.context, names)));
		if (this.refreshScope != null) {
			step("The refresh scope", this.refreshScope::refreshAll);
		}
		if (rebinding != null) {
			rebinding.runAll();
		}
		step("A listener of the refresh", () -> this.context
			.publishEvent(new ConfigStoreRefreshedEvent(this.context, stores(before, after), changes)));
	}

	/**
	 * Bind the affected beans, or none: a bean may reject what a fresh instance of it
	 * took.
	 */
	private void bind(Rebinding rebinding, PropertyGeneration after) {
		String failure = rebinding.run();
		if (failure != null) {
			this.undone = rebinding;
			throw new CandidateRejectedException(
					"A bean could not be bound again, so nothing of the new state is used: " + failure,
					after.snapshots().get(after.snapshots().size() - 1).place(null), null);
		}
	}

	@Override
	public void restored(PropertyGeneration before) {
		Rebinding undone = this.undone;
		this.undone = null;
		if (undone != null) {
			undone.undo();
		}
	}

	private static void step(String what, Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("{} failed after properties changed: {}", what, BindFailures.describe(ex));
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
