package dev.configstore.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.configstore.model.Option;
import dev.configstore.model.Publication;

/**
 * How a rollback is published. What does not fit into one transaction goes back in
 * several, the newest versions first: what readers see in between is the store as of a
 * version as well.
 */
final class RollbackPlan {

	private final boolean forced;

	/** The store after the steps so far. */
	private final Map<String, Option> state;

	/** What the next step changes. */
	private Map<String, Optional<Option>> changes = new TreeMap<>();

	private final List<Publication> steps = new ArrayList<>();

	private Publication first;

	RollbackPlan(Past past, boolean forced) {
		this.forced = forced;
		this.state = new HashMap<>(past.live().options());
		this.first = Publication.none().expecting(past.live().version());
		Set<String> lost = past.lost();
		TreeMap<Long, Map<String, Optional<Option>>> versions = new TreeMap<>();
		past.since()
			.stream()
			.filter((item) -> !item.lost() && !lost.contains(item.option()))
			.forEach((item) -> versions.computeIfAbsent(item.version(), (version) -> new TreeMap<>())
				.put(item.option(), item.before()));
		versions.descendingMap().values().forEach(this::undo);
		close();
	}

	/**
	 * Return what to publish, one after the other; nothing when the store is as it was.
	 */
	List<Publication> steps() {
		return List.copyOf(this.steps);
	}

	private void undo(Map<String, Optional<Option>> version) {
		Map<String, Optional<Option>> more = new TreeMap<>(this.changes);
		more.putAll(version);
		if (!fits(more)) {
			close();
			more = new TreeMap<>(version);
		}
		this.changes = more;
	}

	/** A version has more than fits only if another program has written it. */
	private void close() {
		Publication publication = this.first;
		Map<String, Optional<Option>> written = new TreeMap<>();
		for (Map.Entry<String, Optional<Option>> change : differing(this.changes).entrySet()) {
			written.put(change.getKey(), change.getValue());
			if (!fits(written)) {
				this.steps.add(publication);
				publication = Publication.none();
				written.keySet().retainAll(Set.of(change.getKey()));
			}
			publication = add(publication, change.getKey(), change.getValue());
		}
		if (!publication.changes().isEmpty()) {
			this.steps.add(publication);
			this.first = Publication.none();
		}
		this.changes.forEach((name, option) -> option.ifPresentOrElse((present) -> this.state.put(name, present),
				() -> this.state.remove(name)));
		this.changes = new TreeMap<>();
	}

	private Publication add(Publication publication, String name, Optional<Option> option) {
		Publication more = option.isPresent() ? publication.set(name, option.get().keys()) : publication.delete(name);
		return this.forced ? more.unchecked(name) : more;
	}

	private Map<String, Optional<Option>> differing(Map<String, Optional<Option>> changes) {
		Map<String, Optional<Option>> differing = new TreeMap<>(changes);
		differing.entrySet()
			.removeIf((change) -> Objects.equals(this.state.get(change.getKey()), change.getValue().orElse(null)));
		return differing;
	}

	private boolean fits(Map<String, Optional<Option>> changes) {
		Map<String, Optional<Option>> differing = differing(changes);
		long bytes = 0;
		for (Map.Entry<String, Optional<Option>> change : differing.entrySet()) {
			bytes += PublicationLimits.bytes(change.getKey(), change.getValue(),
					Optional.ofNullable(this.state.get(change.getKey())));
		}
		return differing.size() <= PublicationLimits.MAX_OPTIONS && bytes <= PublicationLimits.MAX_BYTES;
	}

}
