package dev.configstore.spring.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;

/**
 * Writes a snapshot file for ever, in a process that is there to be killed. Says one dot
 * for each write that has ended.
 */
final class SnapshotWriter {

	static final String LOCATION = "config-store:prod?table=config";

	private SnapshotWriter() {
	}

	static StoreSnapshot snapshot(int number) {
		TreeMap<String, Option> options = new TreeMap<>();
		for (int i = 0; i < 200; i++) {
			options.put("option-" + i, new Option("option-" + i, Map.of("number", number, "text", "x".repeat(1000))));
		}
		return new StoreSnapshot("config", "prod", options, null, 200_000, Instant.EPOCH);
	}

	public static void main(String[] arguments) throws IOException {
		SnapshotFile file = new SnapshotFile(Path.of(arguments[0]), null, SnapshotCipher.NONE);
		for (int number = 0;; number++) {
			file.write(Map.of(LOCATION, List.of(snapshot(number))));
			System.out.write('.');
			System.out.flush();
		}
	}

}
