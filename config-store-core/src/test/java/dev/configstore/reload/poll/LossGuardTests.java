package dev.configstore.reload.poll;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.configstore.dynamodb.item.VersionLog.Announcement;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.Option;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LossGuardTests {

	private static StoreSnapshot snapshot(int from, int to) {
		TreeMap<String, Option> options = new TreeMap<>();
		for (int i = from; i < to; i++) {
			options.put("o" + i, new Option("o" + i, Map.of()));
		}
		return new StoreSnapshot("config", "prod", options, null, 0, Instant.EPOCH);
	}

	private static boolean passes(double maxLoss, StoreSnapshot before, StoreSnapshot after, Set<String> published) {
		SnapshotDiff diff = SnapshotDiff.between(before.options(), after.options());
		try {
			new LossGuard(maxLoss).check(before, after, diff,
					(published != null) ? new Announcement(false, published) : Announcement.NOTHING);
			return true;
		}
		catch (CandidateRejectedException ex) {
			assertThat(ex).hasMessageContaining("of " + before.options().size() + " options");
			return false;
		}
	}

	@ParameterizedTest
	@CsvSource({ "0.5, 5, true", "0.5, 6, false", "0.5, 10, false", "1, 10, true", "0, 0, true", "0, 1, false" })
	void rejectsALossAboveItsShare(double maxLoss, int lost, boolean passes) {
		assertThat(passes(maxLoss, snapshot(0, 10), snapshot(lost, 10), null)).isEqualTo(passes);
	}

	@Test
	void doesNotWeighWhatWasAddedAgainstWhatWasLost() {
		assertThat(passes(0.5, snapshot(0, 10), snapshot(6, 30), null)).isFalse();
	}

	@Test
	void acceptsALossThatTheLogNames() {
		assertThat(passes(0.5, snapshot(0, 2), snapshot(2, 2), Set.of("o0", "o1", "other"))).isTrue();
		assertThat(passes(0.5, snapshot(0, 2), snapshot(2, 2), Set.of("o0"))).isFalse();
	}

	@Test
	void acceptsTheFirstOptionsOfAnEmptyStore() {
		assertThat(passes(0, snapshot(0, 0), snapshot(0, 5), null)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.1, Double.NaN })
	void rejectsAShareThatIsNone(double maxLoss) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new LossGuard(maxLoss));
	}

}
