package dev.configstore.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.configstore.ConfigStore;
import dev.configstore.Mode;
import dev.configstore.model.Publication;
import dev.configstore.test.EmbeddedTable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Fills tables with {@link Samples}.
 */
public final class SampleTable {

	private static final int BATCH = 25;

	private SampleTable() {
	}

	/**
	 * Write a store's options, and publish one of them, so that the store has a version.
	 */
	public static void fill(EmbeddedTable table, String store, int options) {
		write(table, IntStream.range(0, options).mapToObj((index) -> item(store, index)).toList());
		publish(table, store, 1, 0);
	}

	/**
	 * Publish a revision of some options, together.
	 * @param revision 1 to 9
	 */
	public static void publish(EmbeddedTable table, String store, int revision, int... indexes) {
		Publication publication = Publication.of(Samples.name(indexes[0]), Samples.keys(indexes[0], revision));
		for (int i = 1; i < indexes.length; i++) {
			publication = publication.set(Samples.name(indexes[i]), Samples.keys(indexes[i], revision));
		}
		try (ConfigStore writer = ConfigStore.builder()
			.client(table.client())
			.table(table.name())
			.store(store)
			.mode(Mode.SIMPLE)
			.open()) {
			writer.publish(publication);
		}
	}

	/**
	 * Write items of any kind.
	 */
	public static void write(EmbeddedTable table, List<Map<String, AttributeValue>> items) {
		for (int i = 0; i < items.size(); i += BATCH) {
			List<WriteRequest> batch = items.subList(i, Math.min(i + BATCH, items.size()))
				.stream()
				.map((item) -> WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build())
				.toList();
			table.client().batchWriteItem((request) -> request.requestItems(Map.of(table.name(), batch)));
		}
	}

	private static Map<String, AttributeValue> item(String store, int index) {
		Map<String, AttributeValue> item = new HashMap<>();
		item.put("_store", AttributeValue.fromS(store));
		item.put("_option", AttributeValue.fromS(Samples.name(index)));
		Samples.keys(index, 0)
			.forEach((key, value) -> item.put(key, (value instanceof Number) ? AttributeValue.fromN(value.toString())
					: AttributeValue.fromS(value.toString())));
		return item;
	}

}
