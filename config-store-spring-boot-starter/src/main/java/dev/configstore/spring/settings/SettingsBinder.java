package dev.configstore.spring.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.configstore.model.ReloadSchedule;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;

/**
 * Binds {@code config-store.*} and fails for a setting with which no store can be read,
 * naming the property and where it is set.
 */
public final class SettingsBinder {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(ConfigStoreProperties.PREFIX);

	private final Binder binder;

	private final Map<String, Origin> origins = new HashMap<>();

	private final Set<ConfigurationPropertyName> withPlaceholders = new TreeSet<>();

	private SettingsBinder(Binder binder) {
		this.binder = binder;
	}

	public static ConfigStoreProperties bind(Binder binder) {
		return new SettingsBinder(binder).bind();
	}

	private ConfigStoreProperties bind() {
		ConfigStoreProperties settings = bindUnchecked();
		if (!settings.enabled()) {
			return settings;
		}
		this.withPlaceholders.forEach((name) -> LocationChecks.checkPlaceholders(resolved(name), name.toString(),
				this.origins.get(setting(name))));
		checkLocation(settings);
		requireText("table-settings.store-key", settings.tableSettings().storeKey());
		requireText("table-settings.option-key", settings.tableSettings().optionKey());
		require(!settings.tableSettings().storeKey().equals(settings.tableSettings().optionKey()),
				"table-settings.option-key", "must not be the same as 'config-store.table-settings.store-key'");
		requireAtLeast("update-interval", settings.updateInterval(), ReloadSchedule.SHORTEST_INTERVAL);
		requireAtLeast("poll-interval", settings.pollInterval(), ReloadSchedule.SHORTEST_INTERVAL);
		require(settings.instances() > 0, "instances", "must be at least 1");
		require(settings.historyLimit() > 0, "history-limit", "must be at least 1");
		requireAtLeast("startup-timeout", settings.startupTimeout(), Duration.ofMillis(1));
		checkMaxLoss(settings.guard());
		String key = settings.snapshot().key();
		// From a placeholder with an empty default: the file would silently be in clear.
		require(key == null || !key.isBlank(), "snapshot.key", "must not be blank");
		requireAtLeast("call-timeout", settings.callTimeout(), Duration.ofMillis(1));
		requireAtLeast("attempt-timeout", settings.attemptTimeout(), Duration.ofMillis(1));
		requireAtLeast("table-settings.creation-timeout", settings.tableSettings().creationTimeout(),
				Duration.ofMillis(1));
		requireAtLeast("notify-timeout", settings.notifyTimeout(), Duration.ofMillis(1));
		requireAtLeast("simple.max-age", settings.simple().maxAge(), Duration.ZERO);
		Duration downWhenStaleFor = settings.health().downWhenStaleFor();
		if (downWhenStaleFor != null) {
			requireAtLeast("health.down-when-stale-for", downWhenStaleFor, Duration.ZERO);
		}
		require(settings.tableSettings().readCapacityUnits() > 0, "table-settings.read-capacity-units",
				"must be at least 1");
		require(settings.tableSettings().writeCapacityUnits() > 0, "table-settings.write-capacity-units",
				"must be at least 1");
		return settings;
	}

	private void checkLocation(ConfigStoreProperties settings) {
		requireText("table", settings.table());
		LocationChecks.checkTable(settings.table(), property("table"), this.origins.get("table"));
		LocationChecks.checkPrefix(settings.prefix(), property("prefix"), this.origins.get("prefix"));
		if (settings.endpoint() != null) {
			LocationChecks.checkEndpoint(settings.endpoint(), property("endpoint"), this.origins.get("endpoint"));
		}
		if (this.origins.containsKey("store")) {
			LocationChecks.checkStores(settings.store(), property("store"), this.origins.get("store"));
		}
	}

	/**
	 * A share without its sign is ambiguous: 0.5 would be half a percent.
	 */
	private void checkMaxLoss(ConfigStoreProperties.Guard guard) {
		String setting = "guard.max-loss";
		Double number = guard.number();
		boolean isPercentage = number != null && number >= 0 && number <= 100;
		if (guard.hasSign() || !isPercentage) {
			require(isPercentage, setting, "must be a percentage from 0% to 100%");
			return;
		}
		String meant = meant(number);
		throw new InvalidSettingException(property(setting), this.origins.get(setting),
				"must be a percentage, and '" + guard.maxLoss() + "' has no percent sign: is " + meant + " meant?",
				"Set '" + property(setting) + "' to " + meant + ".");
	}

	private static String meant(double number) {
		if (number == 1) {
			return "1% or 100%";
		}
		BigDecimal percent = BigDecimal.valueOf((number < 1) ? number * 100 : number);
		return percent.stripTrailingZeros().toPlainString() + "%";
	}

	private ConfigStoreProperties bindUnchecked() {
		try {
			return this.binder.bindOrCreate(ConfigStoreProperties.PREFIX, Bindable.of(ConfigStoreProperties.class),
					new OriginRecorder());
		}
		catch (BindException ex) {
			ConfigurationProperty property = ex.getProperty();
			if (property == null) {
				throw ex;
			}
			LocationChecks.checkPlaceholders(resolved(ex.getName()), ex.getName().toString(), property.getOrigin());
			throw new InvalidSettingException(ex.getName().toString(), property.getOrigin(),
					"cannot be '" + Printable.name(String.valueOf(property.getValue())) + "'", "Set '" + ex.getName()
							+ "' to " + possibleValues(ex.getTarget().getType().resolve(Object.class)) + ".")
				.causedBy(ex);
		}
	}

	/**
	 * Return the text of a setting, without the placeholders that can be resolved.
	 */
	private String resolved(ConfigurationPropertyName name) {
		return this.binder.bind(name, Bindable.of(String.class)).orElse("");
	}

	private static String possibleValues(Class<?> type) {
		if (type.isEnum()) {
			return Arrays.stream(type.getEnumConstants())
				.map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
				.collect(Collectors.joining(" or "));
		}
		if (type == Duration.class) {
			return "a number and its unit (ms, s, m, h, d), such as 30s";
		}
		if (type == boolean.class) {
			return "true or false";
		}
		return (type == int.class || type == long.class) ? "a whole number" : "another value";
	}

	private void requireText(String setting, String text) {
		require(!text.isBlank(), setting, "must not be blank");
	}

	private void requireAtLeast(String setting, Duration duration, Duration least) {
		require(duration.compareTo(least) >= 0, setting,
				"must be at least " + least.toMillis() + "ms, and is " + duration.toMillis() + "ms");
	}

	private void require(boolean fulfilled, String setting, String reason) {
		if (!fulfilled) {
			throw new InvalidSettingException(property(setting), this.origins.get(setting), reason);
		}
	}

	private static String property(String setting) {
		return ConfigStoreProperties.PREFIX + "." + setting;
	}

	private static String setting(ConfigurationPropertyName name) {
		return name.toString().substring(ConfigStoreProperties.PREFIX.length() + 1);
	}

	/**
	 * Records where each setting is set, and which have placeholders.
	 */
	private final class OriginRecorder extends AbstractBindHandler {

		OriginRecorder() {
			// As in Boot: a property named 'config-store' itself (CONFIG_STORE, for
			// example) is not a setting.
			super(new IgnoreTopLevelConverterNotFoundBindHandler());
		}

		@Override
		public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			ConfigurationProperty property = context.getConfigurationProperty();
			if (property != null && !name.equals(ROOT)) {
				if (String.valueOf(property.getValue()).contains("${")) {
					SettingsBinder.this.withPlaceholders.add(name);
				}
				record(setting(name), property.getOrigin());
			}
			return result;
		}

		private void record(String setting, @Nullable Origin origin) {
			if (origin != null) {
				SettingsBinder.this.origins.put(setting, origin);
				int index = setting.indexOf('[');
				if (index > 0) {
					SettingsBinder.this.origins.putIfAbsent(setting.substring(0, index), origin);
				}
			}
		}

	}

}
