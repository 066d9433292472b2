package dev.configstore.spring.runtime;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.configstore.model.StoreSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.boot.origin.OriginProvider;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills (SIGKILL) a process that does nothing but write its snapshot file. Twenty times;
 * 200 times in the Maven profile {@code slow}.
 */
class SnapshotKillTests {

	private static final int WARM_UP = 3;

	private static final int KILLS = Integer.getInteger("test.kills", 20);

	private static final String CLASS_PATH = Stream
		.of(SnapshotWriter.class, SnapshotFile.class, StoreSnapshot.class, ClassUtils.class, OriginProvider.class,
				LoggerFactory.class)
		.map((type) -> Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
			.toString())
		.distinct()
		.collect(Collectors.joining(File.pathSeparator));

	private static Process start(Path path) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp", CLASS_PATH,
				SnapshotWriter.class.getName(), path.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	@Test
	void isWholeWheneverItsWriterIsKilled(@TempDir Path folder) throws Exception {
		Path path = folder.resolve("snapshot");
		SnapshotFile file = new SnapshotFile(path, null, SnapshotCipher.NONE);
		Random random = new Random(42);
		for (int kill = 0; kill < KILLS; kill++) {
			Process writer = start(path);
			try (InputStream dots = writer.getInputStream()) {
				assertThat(dots.readNBytes(WARM_UP)).as("writes of kill %s", kill).hasSize(WARM_UP);
				long began = System.nanoTime();
				assertThat(dots.readNBytes(WARM_UP)).as("writes of kill %s", kill).hasSize(WARM_UP);
				// Somewhere within the next write.
				spin((long) (random.nextDouble() * (System.nanoTime() - began) / WARM_UP));
			}
			finally {
				writer.destroyForcibly().waitFor();
			}
			assertThat(writer.exitValue()).as("killed").isEqualTo(137);
			List<StoreSnapshot> kept = Objects.requireNonNull(file.read().snapshots().get(SnapshotWriter.LOCATION));
			StoreSnapshot snapshot = kept.get(0);
			assertThat(snapshot.options()).hasSize(200);
			Object number = Objects.requireNonNull(snapshot.option("option-0")).get("number");
			assertThat(snapshot.options().values()).as("one state")
				.allSatisfy((option) -> assertThat(option.get("number")).isEqualTo(number));
		}
	}

	private static void spin(long nanos) {
		long end = System.nanoTime() + nanos;
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

}
