package dev.configstore.spring.update;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.configstore.spring.bound.Aggregates;
import dev.configstore.spring.bound.Held;
import dev.configstore.spring.bound.Notes;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * What a map will hold: what it held before it was bound, then what the candidate gives,
 * and whatever code has put in or taken out of what configuration never carried.
 *
 * @param original what it held before it was first bound
 * @param live what it holds now
 * @param carried the keys that configuration has put there
 */
record MapContent(Held original, Held live, Set<Object> carried) {

	/**
	 * Return the whole content.
	 * @param bound what the candidate gives; {@code null} for nothing
	 * @param found where the keys are noted that the candidate carries
	 * @param name the property
	 * @return the map, or {@code null} where it is as it was before it was bound, and no
	 * code has changed it
	 */
	@Nullable Object with(@Nullable Object bound, Notes found, ConfigurationPropertyName name) {
		Map<?, ?> given = (bound instanceof Map<?, ?> map) ? map : Map.of();
		found.carries(name, (bound != null) ? new HashSet<>(given.keySet()) : Notes.NOTHING);
		Map<Object, Object> content = new LinkedHashMap<>(this.original.entries());
		content.putAll(given);
		if (this.live.value() instanceof Map<?, ?>) {
			Map<?, ?> present = this.live.entries();
			content.keySet().removeIf((key) -> !present.containsKey(key) && !given.containsKey(key) && !isCarried(key));
			present.forEach((key, value) -> {
				if (!given.containsKey(key) && !isCarried(key)) {
					content.put(key, value);
				}
			});
		}
		if (bound == null && content.equals(this.original.entries())) {
			return null;
		}
		Map<?, ?> kind = (this.original.value() instanceof Map<?, ?> map) ? map : kind(bound);
		return (kind != null) ? Aggregates.like(kind, content) : content;
	}

	private @Nullable Map<?, ?> kind(@Nullable Object bound) {
		if (bound instanceof Map<?, ?> map) {
			return map;
		}
		return (this.live.value() instanceof Map<?, ?> map) ? map : null;
	}

	private boolean isCarried(Object key) {
		return this.carried.contains(key);
	}

	@Override
	public String toString() {
		return "MapContent";
	}

}
