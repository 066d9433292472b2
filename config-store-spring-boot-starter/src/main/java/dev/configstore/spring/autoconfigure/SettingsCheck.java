package dev.configstore.spring.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.configstore.Mode;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.UnknownSettings;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.util.ReflectionUtils;

/**
 * Warns after the start about settings that have no effect: no door is open, the stores
 * were read before a setting could be seen (it is in a profile's file, for example), or
 * there is no such setting. Logs what very short intervals cost.
 */
final class SettingsCheck implements ApplicationListener<ApplicationStartedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(SettingsCheck.class);

	private static final Duration FAST = Duration.ofSeconds(1);

	/** Eventually consistent, and small. */
	private static final double RCU_OF_A_POLL = 0.5;

	private final ApplicationContext context;

	private final ConfigStoreProperties settings;

	SettingsCheck(ApplicationContext context, ConfigStoreProperties settings) {
		this.context = context;
		this.settings = settings;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		warnOfUnknown();
		ConfigStoreRuntime runtime = OnStores.nearest(this.context.getAutowireCapableBeanFactory());
		if (runtime != null) {
			warnOfDifferences(runtime.settings());
			hintAtCost(runtime.settings());
		}
		else if (this.settings.enabled() && !this.settings.store().isEmpty()) {
			logger.warn("'config-store.store' is set, but no store is read: add the line "
					+ "spring.config.import: \"config-store:\" to application.yml");
		}
	}

	private void warnOfUnknown() {
		List<String> unknown = UnknownSettings.in(this.context.getEnvironment());
		if (!unknown.isEmpty()) {
			logger.warn("These properties do not exist, so they have no effect: [{}]", Printable.names(unknown));
		}
	}

	private void warnOfDifferences(ConfigStoreProperties used) {
		List<String> names = new ArrayList<>();
		compare(ConfigStoreProperties.PREFIX, used, this.settings, names);
		if (!names.isEmpty()) {
			logger.warn("The stores were read before these settings could be seen, so they have no effect: {}. "
					+ "Set them where the import is, or in a source that is read before it", names);
		}
	}

	/**
	 * A poll every second may be intended; a shorter interval is more often a mistake in
	 * the unit.
	 */
	private static void hintAtCost(ConfigStoreProperties used) {
		Duration interval = used.schedule().pollInterval();
		if (used.mode() == Mode.TIME_BASED && interval.compareTo(FAST) < 0) {
			logger.info(
					"A poll every {} ms costs at least {} RCU an hour, for each store and each instance: "
							+ "set a longer 'config-store.poll-interval' unless this is intended",
					interval.toMillis(),
					Math.round(RCU_OF_A_POLL * Duration.ofHours(1).toMillis() / interval.toMillis()));
		}
	}

	private static void compare(String prefix, Object used, Object now, List<String> names) {
		for (RecordComponent component : used.getClass().getRecordComponents()) {
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			Object usedValue = value(component, used);
			Object nowValue = value(component, now);
			if (usedValue != null && nowValue != null && component.getType().isRecord()) {
				compare(name, usedValue, nowValue, names);
			}
			else if (!Objects.equals(usedValue, nowValue)) {
				names.add(name);
			}
		}
	}

	private static @Nullable Object value(RecordComponent component, Object of) {
		return ReflectionUtils.invokeMethod(component.getAccessor(), of);
	}

}
