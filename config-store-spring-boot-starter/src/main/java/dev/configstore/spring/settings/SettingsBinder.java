package dev.configstore.spring.settings;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.TableLayout;
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
		requireText("table", settings.table());
		if (settings.endpoint() != null) {
			checkEndpoint(settings.endpoint(), ConfigStoreProperties.PREFIX + ".endpoint",
					this.origins.get("endpoint"));
		}
		requireText("table-settings.store-key", settings.tableSettings().storeKey());
		requireText("table-settings.option-key", settings.tableSettings().optionKey());
		require(!settings.tableSettings().storeKey().equals(settings.tableSettings().optionKey()),
				"table-settings.option-key", "must not be the same as 'config-store.table-settings.store-key'");
		if (this.origins.containsKey("store")) {
			checkStores(settings.store(), ConfigStoreProperties.PREFIX + ".store", this.origins.get("store"));
		}
		requireAtLeast("update-interval", settings.updateInterval(), ReloadSchedule.SHORTEST_INTERVAL);
		requireAtLeast("poll-interval", settings.pollInterval(), ReloadSchedule.SHORTEST_INTERVAL);
		require(settings.instances() > 0, "instances", "must be at least 1");
		require(settings.historyLimit() > 0, "history-limit", "must be at least 1");
		requireAtLeast("startup-timeout", settings.startupTimeout(), Duration.ofMillis(1));
		require(isShare(settings.guard()), "guard.max-loss", "must be a percentage from 0% to 100%");
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
			throw new InvalidSettingException(ex.getName().toString(), property.getOrigin(),
					"cannot be '" + property.getValue() + "'", "Set '" + ex.getName() + "' to "
							+ possibleValues(ex.getTarget().getType().resolve(Object.class)) + ".")
				.causedBy(ex);
		}
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

	private static boolean isShare(ConfigStoreProperties.Guard guard) {
		try {
			return guard.share() >= 0 && guard.share() <= 1;
		}
		catch (NumberFormatException ex) {
			return false;
		}
	}

	/**
	 * Check the names of stores, wherever they are set.
	 * @throws InvalidSettingException if one cannot be a store's name, or there is none
	 */
	static void checkStores(List<String> stores, String property, @Nullable Origin origin) {
		if (stores.isEmpty() || stores.stream().anyMatch(String::isBlank)) {
			throw new InvalidSettingException(property, origin, "must name a store, and is blank", "Name a store.");
		}
		for (String store : stores) {
			if (store.getBytes(StandardCharsets.UTF_8).length > TableLayout.MAX_STORE_BYTES) {
				throw new InvalidSettingException(property, origin,
						"names a store with more than " + TableLayout.MAX_STORE_BYTES + " bytes");
			}
			if (store.contains("#")) {
				throw new InvalidSettingException(property, origin, "names the store '" + store
						+ "': '#' begins the names of a store's history and version, and cannot be part of a name",
						"Name the store without '#'.");
			}
		}
	}

	/**
	 * Check that an endpoint is one the AWS SDK can call: {@code localhost:8000} is a URI
	 * too, of the scheme {@code localhost}.
	 * @throws InvalidSettingException if it is not
	 */
	static URI checkEndpoint(URI endpoint, String property, @Nullable Origin origin) {
		if (endpoint.getHost() == null
				|| !("http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme()))) {
			throw new InvalidSettingException(property, origin,
					"has an endpoint that does not begin with http:// or https:// and a host",
					"Set the endpoint to a URL such as http://localhost:8000, or leave it out for the region's own.");
		}
		return endpoint;
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
			throw new InvalidSettingException(ConfigStoreProperties.PREFIX + "." + setting, this.origins.get(setting),
					reason);
		}
	}

	/**
	 * Records where each setting is set.
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
			if (property != null && property.getOrigin() != null && !name.equals(ROOT)) {
				String setting = name.toString().substring(ConfigStoreProperties.PREFIX.length() + 1);
				SettingsBinder.this.origins.put(setting, property.getOrigin());
				int index = setting.indexOf('[');
				if (index > 0) {
					SettingsBinder.this.origins.putIfAbsent(setting.substring(0, index), property.getOrigin());
				}
			}
			return result;
		}

	}

}
