package dev.configstore.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.change.OptionDiff;
import dev.configstore.model.change.PublicationPlan.Step;
import dev.configstore.model.change.StoreDiff;

/**
 * Divides changes among versions: as few as hold them. Changes that are added together
 * stay together if one version can hold them.
 */
final class PlanSteps {

	/** The store after the steps so far. */
	private final Map<String, Option> state;

	/** What the next step changes. */
	private Publication next = Publication.none();

	private final List<Step> steps = new ArrayList<>();

	private final Set<String> versionOnly = new TreeSet<>();

	PlanSteps(Map<String, Option> state) {
		this.state = new HashMap<>(state);
	}

	/**
	 * Return what a publication would change in a store, in the order of its changes.
	 */
	static Map<String, OptionDiff> diffs(Publication publication, Map<String, Option> state) {
		Map<String, OptionDiff> diffs = new LinkedHashMap<>();
		publication.changes().forEach((name, change) -> {
			Optional<Option> before = Optional.ofNullable(state.get(name));
			OptionDiff diff = new OptionDiff(name, before, change.after(name, before));
			if (!diff.isEmpty()) {
				diffs.put(name, diff);
			}
		});
		return diffs;
	}

	/**
	 * Add changes.
	 */
	PlanSteps add(Publication more) {
		Publication both = this.next.and(more);
		if (!fits(diffs(both, this.state).values())) {
			close();
			both = more;
		}
		this.next = both;
		return this;
	}

	/**
	 * Return what to publish, one after the other; nothing when nothing differs.
	 */
	List<Step> steps() {
		close();
		return List.copyOf(this.steps);
	}

	/** The options that are written on the condition of the version alone. */
	Set<String> versionOnly() {
		return Set.copyOf(this.versionOnly);
	}

	private static boolean fits(Iterable<OptionDiff> diffs) {
		int options = 0;
		long bytes = 0;
		for (OptionDiff diff : diffs) {
			options++;
			bytes += PublicationLimits.bytes(diff);
		}
		return options <= PublicationLimits.MAX_OPTIONS && bytes <= PublicationLimits.MAX_BYTES;
	}

	private void close() {
		TreeMap<String, OptionDiff> step = new TreeMap<>();
		long bytes = 0;
		for (OptionDiff diff : diffs(this.next, this.state).values()) {
			bytes += PublicationLimits.bytes(diff);
			if (step.size() == PublicationLimits.MAX_OPTIONS
					|| (bytes > PublicationLimits.MAX_BYTES && !step.isEmpty())) {
				close(step);
				step = new TreeMap<>();
				bytes = PublicationLimits.bytes(diff);
			}
			step.put(diff.name(), diff);
		}
		if (!step.isEmpty()) {
			close(step);
		}
		this.next = Publication.none();
	}

	/**
	 * What is not compared when it is published is replaced by what the plan shows.
	 */
	private Publication asShown(TreeMap<String, OptionDiff> step) {
		Publication publication = this.next.only(step.keySet());
		for (String name : publication.unchecked()) {
			OptionDiff diff = step.get(name);
			if (diff != null && diff.after().isPresent()) {
				publication = publication.set(name, diff.after().get().keys());
			}
		}
		return publication;
	}

	private void close(TreeMap<String, OptionDiff> step) {
		this.steps.add(new Step(asShown(step), new StoreDiff(step, Set.of())));
		step.forEach((name, diff) -> {
			if (this.next.unchecked().contains(name) || !PublicationLimits.isComparable(diff)) {
				this.versionOnly.add(name);
			}
			diff.after().ifPresentOrElse((option) -> this.state.put(name, option), () -> this.state.remove(name));
		});
	}

}
