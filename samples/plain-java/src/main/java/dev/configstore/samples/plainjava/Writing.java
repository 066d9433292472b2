package dev.configstore.samples.plainjava;

import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.exception.HandEditException;
import dev.configstore.exception.PartlyPublishedException;
import dev.configstore.exception.VersionConflictException;
import dev.configstore.model.Publication;
import dev.configstore.model.Publication.Others;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.change.OptionDiff;
import dev.configstore.model.change.PublicationPlan;
import dev.configstore.model.change.StoreDiff;

/**
 * The ways to write, from one key to a publish that is shown first and taken back.
 */
final class Writing {

	private Writing() {
	}

	static void writeOneOption(ConfigStore store) {
		store.set("db", Map.of("host", "db-1.example.com", "port", 5432, "user", "shop"));
	}

	static void changeOneKey(ConfigStore store) {
		store.publish(Publication.none().change("db").put("port", 5433).remove("user"));
	}

	static Publication severalOptions(Map<String, Map<String, Object>> options) {
		Publication publication = Publication.none().by("alice").note("new cluster");
		for (Map.Entry<String, Map<String, Object>> option : options.entrySet()) {
			publication = publication.change(option.getKey()).putAll(option.getValue());
		}
		return publication.delete("legacy");
	}

	static void countUp(ConfigStore store) {
		while (true) {
			StoreSnapshot seen = store.getAll();
			int next = seen.find("counter").orElseThrow().get("n", Integer.class) + 1;
			try {
				store.publish(Publication.of("counter", Map.of("n", next)).expecting(seen.version()));
				return;
			}
			catch (VersionConflictException ex) {
				// Another was faster: read again, count again.
			}
		}
	}

	static PublicationPlan show(ConfigStore store, Publication publication) {
		PublicationPlan plan = store.preview(publication);
		System.out.println("Against " + plan.version() + ", versions: " + plan.steps().size());
		for (OptionDiff option : plan.diff().options().values()) {
			System.out.println(option.name() + (option.isDeleted() ? " (deleted)" : "") + ": new keys " + option.added()
					+ ", changed " + option.changed() + ", removed " + option.removed());
		}
		return plan;
	}

	static boolean publishAsShown(ConfigStore store, PublicationPlan plan) {
		try {
			store.publish(plan);
			return true;
		}
		catch (VersionConflictException | HandEditException ex) {
			System.out.println("Nothing was written, look again: " + ex.getMessage());
		}
		catch (PartlyPublishedException ex) {
			System.out.println("Written: " + ex.written() + ", left: " + ex.left());
		}
		return false;
	}

	static void promote(ConfigStore from, ConfigStore to) {
		Publication publication = Publication.replaceAll(from.getAll().options().values(), Others.DELETE)
			.by("alice")
			.note("promotion");
		to.publish(to.preview(publication));
	}

	static boolean areEqual(ConfigStore one, ConfigStore other) {
		return StoreDiff.between(one.getAll(), other.getAll()).isEmpty();
	}

	static void takeBack(ConfigStore store, StoreVersion before) {
		PublicationPlan plan = store.previewRollback(before.number(), Rollback.by("alice").note("too slow").only("db"));
		System.out.println("Goes back: " + plan.diff().names());
		store.publish(plan);
	}

}
