package dev.configstore.spring.refresh;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.dryrun.BeanChanges;
import dev.configstore.spring.dryrun.BindFailures;
import dev.configstore.spring.dryrun.Refreshables;
import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.update.BeanUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Updates beans again when the event of a change has been heard by everybody else, if
 * another library keeps values of ours: it empties its cache on this event, and what the
 * beans were given before came from the cache. The generation is committed by then, so a
 * bean that cannot take a value keeps the one before.
 */
final class UpdateAfterCaches implements ApplicationListener<EnvironmentChangeEvent>, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(UpdateAfterCaches.class);

	private final ConfigurableEnvironment environment;

	private final Supplier<PropertyGeneration> generations;

	private final BeanUpdater updater;

	private final Refreshables views;

	private PropertyGeneration last;

	UpdateAfterCaches(ConfigurableApplicationContext context, Supplier<PropertyGeneration> generations,
			BeanUpdater updater, Refreshables views) {
		this.environment = context.getEnvironment();
		this.generations = generations;
		this.last = generations.get();
		this.updater = updater;
		this.views = views;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public synchronized void onApplicationEvent(EnvironmentChangeEvent event) {
		PropertyGeneration last = this.last;
		this.last = this.generations.get();
		if (ConfigStorePropertySource.cacheIn(this.environment, Set.of())
			.filter((cache) -> !cache.isEmptied())
			.isEmpty()) {
			return;
		}
		// The event of a refresh does not name what differs only behind the cache.
		Set<String> names = new HashSet<>(event.getKeys());
		names.addAll(last.changesTo(this.last).names());
		ChangedNames changed = BeanChanges.differences().named(names, this.environment.getPropertySources());
		List<RejectionReason> reasons = BeanTarget.reasons(this.updater.plan(changed).applyEach().failures());
		if (!reasons.isEmpty()) {
			logger.warn("Beans cannot take values that could not be checked, and keep those before: {}",
					BindFailures.text(reasons));
		}
		this.views.follow(changed);
	}

}
