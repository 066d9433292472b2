package dev.configstore.reload.poll;

import java.util.Objects;
import java.util.Set;

import dev.configstore.dynamodb.StorePoller.Polled;
import dev.configstore.dynamodb.StoreReader.Reading;
import dev.configstore.dynamodb.item.VersionLog.Announcement;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;

/**
 * What a poll of one of several stores found.
 *
 * @param index the place of the store among them
 * @param before its snapshot in use
 * @param after its snapshot now, the one in use if nothing was found
 * @param polled how it was polled
 * @param diff the options that differ
 * @param announced what the version's log announces since
 * @param editedByHand the options that differ although no version names them
 */
public record PollResult(int index, StoreSnapshot before, StoreSnapshot after, Polled polled, SnapshotDiff diff,
		Announcement announced, Set<String> editedByHand) {

	static PollResult of(int index, StoreSnapshot before, Polled polled) {
		Reading found = polled.reading();
		if (found == null) {
			// Most polls end here, and do not walk through the options for it.
			return new PollResult(index, before, before, polled, SnapshotDiff.NONE, Announcement.NOTHING, Set.of());
		}
		return new PollResult(index, before, found.snapshot(), polled,
				SnapshotDiff.between(before.options(), found.snapshot().options()), found.announcedSince(before),
				found.editedByHandSince(before));
	}

	/**
	 * Return whether the snapshot now was read; otherwise no change was seen.
	 */
	boolean isRead() {
		return this.polled.reading() != null;
	}

	public boolean isSameVersion() {
		return Objects.equals(this.before.token(), this.after.token());
	}

}
