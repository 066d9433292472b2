package dev.configstore.samples.plainjava;

import java.time.Duration;
import java.util.Arrays;
import java.util.SortedSet;

import dev.configstore.ConfigStore;
import dev.configstore.ConfigStoreBuilder;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.CostForecast;
import dev.configstore.model.Option;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadStatus;

/**
 * Reads of all kinds, and what can be known about them.
 */
public final class Reading {

	private Reading() {
	}

	static void one() {
		try (ConfigStore store = ConfigStore.builder().table("config").store("prod").open()) {
			System.out.println(store.get("db").get("host", String.class));
		}
	}

	static String read(ConfigStore store) {
		Option db = store.get("db");
		String host = db.get("host", String.class);
		int port = db.get("port", Integer.class);
		Duration timeout = db.find("timeout", Duration.class).orElse(Duration.ofSeconds(5));
		String[] replicas = db.find("replicas", String[].class).orElse(new String[0]);
		boolean tracing = store.find("tracing")
			.flatMap((option) -> option.find("enabled", Boolean.class))
			.orElse(false);
		return host + ":" + port + " " + timeout + " " + Arrays.toString(replicas) + " " + tracing;
	}

	static ConfigStore open(ConfigStoreBuilder builder) {
		return builder.pollInterval(Duration.ofSeconds(10))
			.startupTimeout(Duration.ofSeconds(10))
			.callTimeout(Duration.ofSeconds(3))
			.attemptTimeout(Duration.ofSeconds(1))
			.maxLoss(0.2)
			.listener(new Changes())
			.open();
	}

	static String status(ConfigStore store) {
		ReloadStatus status = store.status();
		CandidateRejectedException rejected = status.rejected();
		CostForecast slower = store.forecast(
				new ReloadSchedule(Duration.ofMinutes(30), Duration.ofMinutes(1), ReloadSchedule.DEFAULT_INSTANCES));
		return "age " + store.age() + ((status.failure() != null) ? ", failing: " + status.failure().getMessage() : "")
				+ ((rejected != null) ? ", rejected: " + rejected.getMessage() : "") + ", RCU an hour "
				+ Math.round(slower.rcuPerHour());
	}

	static SortedSet<String> stores(ConfigStoreBuilder builder) {
		return builder.stores();
	}

	private static final class Changes implements ReloadListener {

		@Override
		public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
			System.out.println("Changed: " + diff.names());
		}

		@Override
		public void failed(ConfigStoreException failure) {
			System.out.println("Failed: " + failure.getMessage());
		}

	}

}
