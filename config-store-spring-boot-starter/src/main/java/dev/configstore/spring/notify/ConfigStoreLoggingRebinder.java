package dev.configstore.spring.notify;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggerGroup;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.logging.LoggingRebinder;
import org.springframework.core.env.Environment;

/**
 * Sets log levels after a change, in place of Spring Cloud's rebinder, which is
 * conditional: only those that the change names, so that a level an operator has set
 * stays. A logger whose property is gone gets what it had before the property came, or
 * inherits where that is not known. Groups of loggers are followed.
 */
public final class ConfigStoreLoggingRebinder extends LoggingRebinder {

	private static final Logger logger = LoggerFactory.getLogger(ConfigStoreLoggingRebinder.class);

	private static final ConfigurationPropertyName LEVELS = ConfigurationPropertyName.of("logging.level");

	private static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

	private final LoggingSystem system;

	private final @Nullable LoggerGroups groups;

	private final Map<String, @Nullable LogLevel> before = new HashMap<>();

	private @Nullable Environment environment;

	/** The loggers and groups that had a level when a change was last seen. */
	private Set<String> known = Set.of();

	/**
	 * Create a rebinder.
	 * @param system sets levels
	 * @param groups the groups of loggers, if there are any
	 */
	public ConfigStoreLoggingRebinder(LoggingSystem system, @Nullable LoggerGroups groups) {
		this.system = system;
		this.groups = groups;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
		this.known = levels(environment).keySet();
	}

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		// Ours come later, in the order of a notification.
		if (!(event instanceof UpdatedEnvironmentEvent)) {
			update(event.getKeys());
		}
	}

	private static Map<String, String> levels(Environment environment) {
		return Binder.get(environment).bind(LEVELS, TEXTS).orElseGet(Map::of);
	}

	/**
	 * Set the levels that some properties give.
	 * @param names the properties, whatever they are for
	 */
	public synchronized void update(Collection<String> names) {
		Environment environment = this.environment;
		Set<ConfigurationPropertyName> named = new LinkedHashSet<>();
		names.forEach((name) -> named.add(ConfigurationPropertyName.adapt(name, '.')));
		if (environment == null || named.stream().noneMatch(LEVELS::isAncestorOf)) {
			return;
		}
		Map<String, String> levels = levels(environment);
		Set<String> all = new LinkedHashSet<>(this.known);
		all.addAll(levels.keySet());
		for (String name : all) {
			if (named.contains(property(name))) {
				update(name, levels.get(name));
			}
		}
		this.known = levels.keySet();
	}

	private static ConfigurationPropertyName property(String name) {
		return ConfigurationPropertyName.adapt(LEVELS + "." + name, '.');
	}

	private void update(String name, @Nullable String text) {
		LogLevel level = null;
		if (text != null) {
			level = level(text);
			if (level == null) {
				logger.warn("'logging.level.{}' is no log level, so the level stays", name);
				return;
			}
		}
		LoggerGroup group = (this.groups != null) ? this.groups.get(name) : null;
		List<String> loggers = (group != null && group.hasMembers()) ? group.getMembers() : List.of(name);
		for (String each : loggers) {
			set(each, level, this.known.contains(name));
		}
		if (group != null) {
			group.configureLogLevel(level, (member, ignored) -> {
				// Set already.
			});
		}
	}

	/**
	 * @param known whether a property gave the level before, of which only what a change
	 * brought is known in turn
	 */
	private void set(String name, @Nullable LogLevel level, boolean known) {
		String logger = name.equalsIgnoreCase(LoggingSystem.ROOT_LOGGER_NAME) ? null : name;
		if (level != null && !known) {
			this.before.putIfAbsent(name, configured(name));
		}
		LogLevel target = (level != null) ? level : this.before.remove(name);
		// The root logger inherits nothing.
		set(logger, (target == null && logger == null) ? LogLevel.INFO : target);
	}

	private void set(@Nullable String name, @Nullable LogLevel level) {
		try {
			this.system.setLogLevel(name, level);
		}
		catch (RuntimeException ex) {
			logger.warn("The log level of '{}' cannot be set: {}", name, ex.getClass().getName());
		}
	}

	private @Nullable LogLevel configured(String name) {
		LoggerConfiguration configuration = this.system.getLoggerConfiguration(
				name.equalsIgnoreCase(LoggingSystem.ROOT_LOGGER_NAME) ? LoggingSystem.ROOT_LOGGER_NAME : name);
		return (configuration != null) ? configuration.getConfiguredLevel() : null;
	}

	/** As at a start: YAML reads OFF as false. */
	private static @Nullable LogLevel level(String text) {
		String name = text.trim().toUpperCase(Locale.ENGLISH);
		if (Objects.equals(name, "FALSE")) {
			return LogLevel.OFF;
		}
		for (LogLevel level : LogLevel.values()) {
			if (level.name().equals(name)) {
				return level;
			}
		}
		return null;
	}

}
