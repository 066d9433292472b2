package dev.configstore.samples.plainjava;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.test.EmbeddedDynamoDb;

/**
 * Writes an option and reads it: in the DynamoDB at the endpoint that is the argument,
 * without one in a DynamoDB inside this process.
 */
public final class PlainJava {

	private PlainJava() {
	}

	public static void main(String[] args) {
		if (args.length > 0) {
			System.out.println(run(URI.create(args[0])));
			return;
		}
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
			System.out.println(run(dynamoDb.endpoint()));
		}
	}

	static String run(URI endpoint) {
		try (ConfigStore store = ConfigStore.builder()
			.table("config")
			.store("prod")
			.updateInterval(Duration.ofMinutes(1))
			.region("eu-west-1")
			.endpoint(endpoint)
			.open()) {
			store.set("db", Map.of("host", "db-cluster.com", "port", 27017));
			store.reload();
			return store.get("db").get("host") + ":" + store.get("db").get("port");
		}
	}

}
