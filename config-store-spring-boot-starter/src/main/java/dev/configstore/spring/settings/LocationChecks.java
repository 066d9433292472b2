package dev.configstore.spring.settings;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.configstore.model.TableLayout;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;

/**
 * What the parts of a location have to be, wherever they are set.
 */
final class LocationChecks {

	/** Whatever Spring could resolve is resolved before this is looked for. */
	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]+)[^{}]*}");

	/** A name, or an ARN for a table of another account. */
	private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}|arn:\\S{1,1020}");

	private LocationChecks() {
	}

	/**
	 * Check that a text has no placeholder left, whose text would be taken for the value.
	 * @throws InvalidSettingException if it has one
	 */
	static void checkPlaceholders(String text, String property, @Nullable Origin origin) {
		Matcher placeholder = PLACEHOLDER.matcher(text);
		if (placeholder.find()) {
			String name = Printable.name(placeholder.group(1));
			throw new InvalidSettingException(property, origin,
					"has a placeholder that cannot be resolved: '${" + name + "}'",
					"Set '" + name
							+ "' outside of files or in the file that has the placeholder, or give it a default: ${"
							+ name + ":default}");
		}
	}

	/**
	 * Check the names of stores.
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
				throw new InvalidSettingException(property, origin, "names the store '" + Printable.name(store)
						+ "': '#' begins the names of a store's history and version, and cannot be part of a name",
						"Name the store without '#'.");
			}
		}
	}

	/**
	 * Check that DynamoDB accepts the name of a table: it would answer as if the table
	 * were missing, and an optional import would wait for it.
	 * @throws InvalidSettingException if it does not
	 */
	static void checkTable(String table, String property, @Nullable Origin origin) {
		if (!TABLE.matcher(table).matches()) {
			throw new InvalidSettingException(property, origin,
					"names the table '" + Printable.name(table)
							+ "': a name has 3 to 255 letters, digits, hyphens, dots and underscores",
					"Give the name of a table, or its ARN.");
		}
	}

	/**
	 * Check that properties below a prefix can be bound. As in a file, its words may be
	 * written in any of the forms that Spring Boot knows ({@code my-app}, {@code myApp},
	 * {@code my_app}).
	 * @throws InvalidSettingException if they cannot
	 */
	static void checkPrefix(String prefix, String property, @Nullable Origin origin) {
		String name = prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) : prefix;
		boolean isEmpty = name.isEmpty() && !prefix.isEmpty();
		if (isEmpty || name.contains("..")
				|| !ConfigurationPropertyName.isValid(name.toLowerCase(Locale.ROOT).replace('_', '-'))) {
			throw new InvalidSettingException(property, origin,
					"has a prefix that no property can have: '" + Printable.name(prefix) + "'",
					"Set the prefix to words of letters, digits and hyphens that are separated by dots, such as my-app.remote");
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

}
