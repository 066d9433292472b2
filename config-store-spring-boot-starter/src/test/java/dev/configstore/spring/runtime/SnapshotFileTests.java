package dev.configstore.spring.runtime;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.configstore.model.Binary;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.spring.settings.InvalidSettingException;
import dev.configstore.support.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SnapshotFileTests {

	private static final String LOCATION = "config-store:prod?table=config";

	private final SettableClock clock = new SettableClock();

	private Path path;

	@BeforeEach
	void path(@TempDir Path folder) {
		this.path = folder.resolve("deep/er/snapshot");
	}

	private SnapshotFile file(@Nullable String key) {
		return new SnapshotFile(this.path, null, SnapshotCipher.of(key), this.clock);
	}

	private static StoreSnapshot snapshot(String store, Map<String, Object> keys) {
		Option option = new Option("db", keys);
		return new StoreSnapshot("config", store, new TreeMap<>(Map.of("db", option)),
				new StoreVersion(7, "token-7", Instant.parse("2026-01-01T00:00:00Z"), "me"), 123,
				Instant.parse("2026-01-02T03:04:05.678901234Z"));
	}

	private static Map<String, List<StoreSnapshot>> snapshots() {
		return Map.of(LOCATION, List.of(snapshot("base", Map.of("host", "s3cr3t")), snapshot("prod", everyType())));
	}

	private static Map<String, Object> everyType() {
		return Map.of("text", "ä€", "number", new BigDecimal("1.50"), "yes", true, "bytes",
				Binary.of(new byte[] { 0, -1 }), "list", List.of("a", new BigDecimal("1E+3"), List.of()), "set",
				Set.of("x", "y"), "map", Map.of("deep", Map.of("er", false)));
	}

	private void assertThatItIsRejected(SnapshotFile file, String reason) {
		assertThatExceptionOfType(SnapshotFile.RejectedException.class).isThrownBy(file::read)
			.withMessageContaining(reason)
			.withMessageNotContaining("s3cr3t");
	}

	@Test
	void givesBackWhatWasWritten() throws Exception {
		for (String key : new String[] { null, "a key" }) {
			file(key).write(snapshots());
			SnapshotFile.Content content = file(key).read();
			assertThat(content.snapshots()).isEqualTo(snapshots());
			assertThat(content.at()).isEqualTo(this.clock.instant());
		}
	}

	@Test
	void belongsToItsOwnerOnlyAndLeavesNothingBeside() throws IOException {
		Files.createDirectories(this.path.getParent());
		Path killed = Files.createFile(this.path.resolveSibling("snapshot.123.tmp"));
		Path atWork = Files.createFile(this.path.resolveSibling("snapshot.124.tmp"));
		Path other = Files.createFile(this.path.resolveSibling("other.125.tmp"));
		FileTime old = FileTime.from(Instant.now().minusSeconds(90));
		Files.setLastModifiedTime(killed, old);
		Files.setLastModifiedTime(other, old);
		file(null).write(snapshots());
		file(null).write(snapshots());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.path))).isEqualTo("rw-------");
		try (Stream<Path> files = Files.list(this.path.getParent())) {
			assertThat(files).containsExactlyInAnyOrder(this.path, atWork, other);
		}
	}

	@Test
	void staysWhenItCannotBeReplaced() throws Exception {
		file(null).write(snapshots());
		Path folder = Files.createDirectories(this.path.resolveSibling("folder"));
		Files.createFile(folder.resolve("full"));
		SnapshotFile blocked = new SnapshotFile(folder, null, SnapshotCipher.NONE);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> blocked.write(snapshots()));
		try (Stream<Path> files = Files.list(this.path.getParent())) {
			assertThat(files).containsExactlyInAnyOrder(this.path, folder);
		}
		assertThat(file(null).read().snapshots()).isEqualTo(snapshots());
	}

	@Test
	void isRejectedWhereverAByteIsFlipped() throws IOException {
		for (String key : new String[] { null, "a key" }) {
			SnapshotFile file = file(key);
			file.write(snapshots());
			byte[] whole = Files.readAllBytes(this.path);
			for (int i = 0; i < whole.length; i++) {
				byte[] damaged = whole.clone();
				damaged[i] ^= 0x10;
				Files.write(this.path, damaged);
				assertThatItIsRejected(file,
						(i < 12) ? "is not a snapshot file" : (i == 12) ? "has format" : "is damaged");
			}
			for (int length = 0; length < whole.length; length += 7) {
				Files.write(this.path, Arrays.copyOf(whole, length));
				assertThatItIsRejected(file, "is ");
			}
		}
	}

	@Test
	void isRejectedWhenItIsMissingOrUnreadable() throws IOException {
		assertThatItIsRejected(file(null), "does not exist");
		Files.createDirectories(this.path);
		assertThatItIsRejected(file(null), "cannot be read");
	}

	@Test
	void isRejectedWhenItIsTooOld() throws Exception {
		SnapshotFile file = new SnapshotFile(this.path, Duration.ofHours(1), SnapshotCipher.NONE, this.clock);
		file.write(snapshots());
		this.clock.advance(Duration.ofHours(1));
		assertThat(file.read().snapshots()).hasSize(1);
		this.clock.advance(Duration.ofMillis(1));
		assertThatItIsRejected(file, "is too old: 1 h, and 1 h is the limit");
	}

	@Test
	void isRejectedWhenTheKeyIsAnother() throws Exception {
		file("a key").write(snapshots());
		assertThatItIsRejected(file("another key"), "cannot be decrypted");
		assertThatItIsRejected(file(null), "is encrypted");
		file(null).write(snapshots());
		assertThatItIsRejected(file("a key"), "is not encrypted");
	}

	@Test
	void hidesItsContentWhenThereIsAKey() throws Exception {
		SnapshotFile file = file("a key");
		file.write(snapshots());
		String first = Files.readString(this.path, StandardCharsets.ISO_8859_1);
		file.write(snapshots());
		String second = Files.readString(this.path, StandardCharsets.ISO_8859_1);
		assertThat(first).doesNotContain("s3cr3t").doesNotContain("host").doesNotContain("prod");
		assertThat(second.substring(13 + 32 + 1 + 16)).as("another nonce")
			.isNotEqualTo(first.substring(13 + 32 + 1 + 16));
		file(null).write(snapshots());
		assertThat(Files.readString(this.path, StandardCharsets.ISO_8859_1)).contains("s3cr3t");
	}

	@Test
	void namesTheLibraryWhenItIsMissing() {
		ClassLoader original = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(new FilteredClassLoader("org.springframework.security"));
		try {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> SnapshotCipher.of("s3cr3t"))
				.withMessageContaining("'config-store.snapshot.key' needs the library")
				.withMessageContaining("spring-security-crypto")
				.withMessageNotContaining("s3cr3t");
			assertThat(SnapshotCipher.of(null)).isSameAs(SnapshotCipher.NONE);
		}
		finally {
			Thread.currentThread().setContextClassLoader(original);
		}
	}

}
