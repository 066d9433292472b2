package dev.configstore.spring.settings;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds properties below {@code config-store} that no setting has: misspelt, or in the
 * wrong group. Binding ignores them, as it does everywhere in Spring.
 * <p>
 * Environment variables are not checked. Others set them too: Kubernetes has some for a
 * service that is called {@code configstore}.
 */
public final class UnknownSettings {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(ConfigStoreProperties.PREFIX);

	/** How many letters a name may differ in and still be what was meant. */
	private static final int MISSPELT = 2;

	private final Set<ConfigurationPropertyName> known = new LinkedHashSet<>();

	private final Set<ConfigurationPropertyName> groups = new LinkedHashSet<>();

	/** Any name below them is one. */
	private final Set<ConfigurationPropertyName> maps = new LinkedHashSet<>();

	private UnknownSettings() {
		collect(ROOT, ConfigStoreProperties.class);
	}

	/**
	 * Return the names, each with the one that was probably meant.
	 */
	public static List<String> in(Environment environment) {
		Set<ConfigurationPropertyName> names = new TreeSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)
					&& source.containsDescendantOf(ROOT) != ConfigurationPropertyState.ABSENT) {
				for (ConfigurationPropertyName name : iterable) {
					if (ROOT.isAncestorOf(name)) {
						names.add(name);
					}
				}
			}
		}
		return names.isEmpty() ? List.of() : new UnknownSettings().among(names);
	}

	private List<String> among(Collection<ConfigurationPropertyName> names) {
		List<String> unknown = new ArrayList<>();
		for (ConfigurationPropertyName name : names) {
			if (!isKnown(name)) {
				unknown.add(name + meant(withoutIndex(name)).map((meant) -> " (is " + meant + " meant?)").orElse(""));
			}
		}
		return unknown;
	}

	private void collect(ConfigurationPropertyName group, Class<?> type) {
		this.groups.add(group);
		for (RecordComponent component : type.getRecordComponents()) {
			ConfigurationPropertyName name = group.append(DataObjectPropertyName.toDashedForm(component.getName()));
			if (component.getType().isRecord()) {
				collect(name, component.getType());
			}
			else if (Map.class.isAssignableFrom(component.getType())) {
				this.maps.add(name);
			}
			else {
				this.known.add(name);
			}
		}
	}

	private boolean isKnown(ConfigurationPropertyName name) {
		ConfigurationPropertyName setting = withoutIndex(name);
		if (this.known.contains(setting) || this.groups.contains(setting)) {
			return true;
		}
		for (ConfigurationPropertyName map : this.maps) {
			if (map.equals(name) || map.isAncestorOf(name)) {
				return true;
			}
		}
		return false;
	}

	private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName name) {
		return name.isLastElementIndexed() ? withoutIndex(name.getParent()) : name;
	}

	private Optional<ConfigurationPropertyName> meant(ConfigurationPropertyName name) {
		List<ConfigurationPropertyName> elsewhere = this.known.stream()
			.filter((setting) -> last(setting).equals(last(name)))
			.toList();
		if (elsewhere.size() == 1) {
			return Optional.of(elsewhere.get(0));
		}
		return this.known.stream()
			.filter((setting) -> distance(name, setting) <= MISSPELT)
			.min(Comparator.comparingInt((setting) -> distance(name, setting)));
	}

	private static String last(ConfigurationPropertyName name) {
		return name.getLastElement(ConfigurationPropertyName.Form.UNIFORM);
	}

	private static int distance(ConfigurationPropertyName one, ConfigurationPropertyName other) {
		return distance(one.toString(), other.toString());
	}

	/**
	 * The number of letters to insert, delete or replace (Levenshtein, row by row).
	 */
	private static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j < row.length; j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int replaced = diagonal + ((one.charAt(i - 1) != other.charAt(j - 1)) ? 1 : 0);
				diagonal = row[j];
				row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
