package dev.configstore.reload.poll;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.configstore.dynamodb.StoreReader.Reading;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;

/**
 * What a poll of one of several stores found.
 *
 * @param index the place of the store among them
 * @param before its snapshot in use
 * @param after its snapshot now, the one in use if nothing was found
 * @param isRead whether the snapshot now was read; otherwise no change was seen
 * @param diff the options that differ
 * @param published the options that were published since, if that is known
 * @param editedByHand the options that differ although no version names them
 */
public record PollResult(int index, StoreSnapshot before, StoreSnapshot after, boolean isRead, SnapshotDiff diff,
		Optional<Set<String>> published, Set<String> editedByHand) {

	static PollResult of(int index, StoreSnapshot before, Optional<Reading> reading) {
		return reading
			.map((found) -> new PollResult(index, before, found.snapshot(), true,
					SnapshotDiff.between(before.options(), found.snapshot().options()), found.publishedSince(before),
					found.editedByHandSince(before)))
			// Most polls end here, and do not walk through the options for it.
			.orElseGet(
					() -> new PollResult(index, before, before, false, SnapshotDiff.NONE, Optional.empty(), Set.of()));
	}

	public boolean isSameVersion() {
		return Objects.equals(this.before.token(), this.after.token());
	}

}
