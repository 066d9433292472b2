package dev.configstore.spring.settings;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.util.StringUtils;

/**
 * Reads {@code [STORE[;STORE…]][?prefix=…&table=…&region=…&endpoint=…]}: what the
 * location leaves out comes from the settings. Stores are separated by {@code ;} because
 * Boot splits the imports at commas.
 */
public final class LocationParser {

	public static final String PREFIX = "config-store:";

	private static final String IMPORT = "spring.config.import";

	private LocationParser() {
	}

	/**
	 * @param text the location after {@link #PREFIX}
	 * @param origin where the import is
	 * @throws InvalidSettingException if it cannot be understood, or names no store
	 */
	public static StoreLocation parse(String text, ConfigStoreProperties settings, @Nullable Origin origin) {
		LocationChecks.checkPlaceholders(text, IMPORT, origin);
		int query = text.indexOf('?');
		String stores = (query < 0) ? text : text.substring(0, query);
		StoreLocation location = StoreLocation.of(settings);
		if (!stores.isEmpty()) {
			List<String> names = Arrays.stream(stores.split(";", -1)).map(String::trim).toList();
			LocationChecks.checkStores(names, IMPORT, origin);
			location = location.withStores(names);
		}
		else if (settings.store().isEmpty()) {
			throw new InvalidSettingException(IMPORT, origin, "names no store, and '" + ConfigStoreProperties.PREFIX
					+ ".store' is not set where the import can see it: in the same document of the file, or outside of files",
					"Set 'config-store.store' beside the import, or name the store in it: config-store:prod");
		}
		if (query >= 0) {
			for (String parameter : text.substring(query + 1).split("&")) {
				location = with(location, parameter, origin);
			}
		}
		return location;
	}

	private static StoreLocation with(StoreLocation location, String parameter, @Nullable Origin origin) {
		int equals = parameter.indexOf('=');
		String name = (equals < 0) ? parameter : parameter.substring(0, equals);
		String value = (equals < 0) ? "" : decode(name, parameter.substring(equals + 1), origin);
		if (value.isBlank() && !name.equals("prefix")) {
			throw new InvalidSettingException(IMPORT, origin, "has a parameter without a value: '" + name + "'");
		}
		return switch (name) {
			case "prefix" -> location.withPrefix(prefix(value, origin));
			case "table" -> location.withTable(table(value, origin));
			case "region" -> location.withRegion(value);
			case "endpoint" -> location.withEndpoint(endpoint(value, origin));
			default -> throw new InvalidSettingException(IMPORT, origin,
					"has an unknown parameter '" + name + "': a location has prefix, table, region and endpoint");
		};
	}

	private static String decode(String name, String text, @Nullable Origin origin) {
		try {
			return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(IMPORT, origin,
					"has a parameter '" + name + "' in which '%' is not followed by two hexadecimal digits");
		}
	}

	private static String prefix(String value, @Nullable Origin origin) {
		LocationChecks.checkPrefix(value, IMPORT, origin);
		return value;
	}

	private static String table(String value, @Nullable Origin origin) {
		LocationChecks.checkTable(value, IMPORT, origin);
		return value;
	}

	private static URI endpoint(String value, @Nullable Origin origin) {
		try {
			return LocationChecks.checkEndpoint(URI.create(value), IMPORT, origin);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(IMPORT, origin, "has an endpoint that is not a URI");
		}
	}

}
