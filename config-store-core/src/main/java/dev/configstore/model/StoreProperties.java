package dev.configstore.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The options of a store as flat properties.
 * <ul>
 * <li>Text stays, a number is written plainly (no exponent), a boolean is {@code true} or
 * {@code false}, a binary is Base64, NULL is an empty text.</li>
 * <li>A map gives nested names ({@code db.pool.max}), a list and a set give indexes
 * ({@code db.hosts[0]}); an empty one gives an empty text under its own name.</li>
 * <li>Where two keys claim one name (option {@code a} with key {@code b.c}, option
 * {@code a.b} with key {@code c}) the one with the longer option name wins, within one
 * option the one with the longer key, within one key the first in the order of the nested
 * names. The other is listed in {@link #clashes()}.</li>
 * </ul>
 *
 * @param byName the properties by name
 * @param clashes the properties that lost their name to another
 */
public record StoreProperties(SortedMap<String, StoreProperty> byName, List<Clash> clashes) {

	private static final Comparator<StoreProperty> MORE_SPECIFIC = Comparator
		.<StoreProperty>comparingInt((property) -> property.option().length())
		.thenComparingInt((property) -> property.key().length());

	/**
	 * Create properties.
	 * @param byName the properties by name; copied
	 * @param clashes the properties that lost their name
	 */
	public StoreProperties {
		Objects.requireNonNull(byName, "'byName' must not be null");
		Objects.requireNonNull(clashes, "'clashes' must not be null");
		byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
		clashes = List.copyOf(clashes);
	}

	static StoreProperties of(StoreSnapshot snapshot) {
		Flattening flattening = new Flattening();
		snapshot.options()
			.values()
			.forEach((option) -> option.keys()
				.forEach((key, value) -> flattening.add(option.name() + "." + key, value, option.name(), key)));
		return new StoreProperties(flattening.byName, flattening.clashes);
	}

	/**
	 * Return how many properties there are; values are secrets.
	 */
	@Override
	public String toString() {
		return "StoreProperties[" + this.byName.size() + " properties, " + this.clashes.size() + " clashes]";
	}

	/**
	 * Two keys that claim one name.
	 *
	 * @param winner the property that has the name
	 * @param loser the one that is not visible
	 */
	public record Clash(StoreProperty winner, StoreProperty loser) {

		/**
		 * Create a clash.
		 * @param winner the property that has the name
		 * @param loser the one that is not visible
		 */
		public Clash {
			Objects.requireNonNull(winner, "'winner' must not be null");
			Objects.requireNonNull(loser, "'loser' must not be null");
		}

	}

	private static final class Flattening {

		private final SortedMap<String, StoreProperty> byName = new TreeMap<>();

		private final List<Clash> clashes = new ArrayList<>();

		private void add(String name, @Nullable Object value, String option, String key) {
			if (value instanceof Map<?, ?> map && !map.isEmpty()) {
				map.forEach((nested, element) -> add(name + "." + nested, element, option, key));
			}
			else if (value instanceof Collection<?> elements && !elements.isEmpty()) {
				int index = 0;
				for (Object element : elements) {
					add(name + "[" + index++ + "]", element, option, key);
				}
			}
			else {
				put(new StoreProperty(name, text(value), option, key));
			}
		}

		private void put(StoreProperty property) {
			StoreProperty present = this.byName.putIfAbsent(property.name(), property);
			if (present == null) {
				return;
			}
			boolean wins = MORE_SPECIFIC.compare(property, present) > 0;
			this.clashes.add(wins ? new Clash(property, present) : new Clash(present, property));
			if (wins) {
				this.byName.put(property.name(), property);
			}
		}

		private static String text(@Nullable Object value) {
			if (value instanceof BigDecimal number) {
				return number.toPlainString();
			}
			if (value instanceof Binary binary) {
				return binary.toBase64();
			}
			// An empty map or collection, and NULL.
			return (value instanceof String || value instanceof Boolean) ? value.toString() : "";
		}

	}

}
