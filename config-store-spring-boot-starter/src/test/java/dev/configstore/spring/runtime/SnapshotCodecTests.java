package dev.configstore.spring.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.support.RandomOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SnapshotCodecTests {

	private static StoreSnapshot snapshot(long seed) {
		RandomOptions random = new RandomOptions(seed);
		TreeMap<String, Option> options = new TreeMap<>();
		for (int i = 0; i < 5; i++) {
			options.put("o" + i, random.next("o" + i));
		}
		return new StoreSnapshot("config", "prod", options, new StoreVersion(7, "token", Instant.EPOCH, "alice"), 42,
				Instant.EPOCH);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void whatIsReadIsWhatWasWritten(long seed) {
		List<StoreSnapshot> snapshots = List.of(snapshot(seed), snapshot(seed + 100));
		assertThat(SnapshotCodec.decode(SnapshotCodec.encode(snapshots))).isEqualTo(snapshots);
	}

	@Test
	void rejectsWhatIsNestedTooDeep() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			byte[] whole = SnapshotCodec.encode(List.of(new StoreSnapshot("config", "prod",
					new TreeMap<>(Map.of("o", new Option("o", Map.of("k", List.of())))), null, 0, Instant.EPOCH)));
			out.write(whole, 0, whole.length - 5);
			for (int i = 0; i < 100_000; i++) {
				out.writeByte('L');
				out.writeInt(1);
			}
			out.writeByte('0');
		}
		rejected(bytes.toByteArray());
	}

	@Test
	void rejectsNegativeAndUnlikelyCounts() {
		for (int count : List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1)) {
			rejected(ByteBuffer.allocate(4).putInt(count).array());
		}
	}

	@Test
	void rejectsWhatFollowsTheEndAndWhatIsCutOff() {
		byte[] whole = SnapshotCodec.encode(List.of(snapshot(1)));
		rejected(Arrays.copyOf(whole, whole.length + 1));
		for (int length = 0; length < whole.length; length++) {
			rejected(Arrays.copyOf(whole, length));
		}
	}

	@Test
	void neverFailsOtherwiseWhateverTheBytesAre() {
		byte[] whole = SnapshotCodec.encode(List.of(snapshot(1)));
		Random random = new Random(7);
		for (int i = 0; i < 20_000; i++) {
			byte[] damaged = whole.clone();
			for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
				damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
			}
			try {
				SnapshotCodec.decode(damaged);
			}
			catch (IllegalArgumentException ex) {
				assertThat(ex).hasMessageStartingWith("These are not the bytes of snapshots");
			}
		}
	}

	private static void rejected(byte[] bytes) {
		assertThatIllegalArgumentException().isThrownBy(() -> SnapshotCodec.decode(bytes));
	}

}
