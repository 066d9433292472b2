package dev.configstore.spring.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.model.Binary;
import dev.configstore.model.Option;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots as bytes and back, every type exactly. The bytes hold the values in clear,
 * and have no checksum of their own.
 */
final class SnapshotCodec {

	/** More than any item of DynamoDB has. */
	private static final int MAX_DEPTH = 40;

	private SnapshotCodec() {
	}

	/**
	 * Write snapshots.
	 * @param snapshots the snapshots
	 * @return the bytes
	 */
	static byte[] encode(List<StoreSnapshot> snapshots) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeInt(snapshots.size());
			for (StoreSnapshot snapshot : snapshots) {
				write(out, snapshot);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static void write(DataOutputStream out, StoreSnapshot snapshot) throws IOException {
		writeText(out, snapshot.table());
		writeText(out, snapshot.store());
		out.writeLong(snapshot.bytes());
		writeText(out, snapshot.readAt().toString());
		StoreVersion version = snapshot.version();
		out.writeBoolean(version != null);
		if (version != null) {
			out.writeLong(version.number());
			writeText(out, version.token());
			writeValue(out, (version.at() != null) ? version.at().toString() : null);
			writeValue(out, version.by());
		}
		out.writeInt(snapshot.options().size());
		for (Option option : snapshot.options().values()) {
			writeText(out, option.name());
			writeValue(out, option.keys());
		}
	}

	private static void writeValue(DataOutputStream out, @Nullable Object value) throws IOException {
		if (value == null) {
			out.writeByte('0');
		}
		else if (value instanceof Boolean bool) {
			out.writeByte(bool ? 'T' : 'F');
		}
		else if (value instanceof BigDecimal number) {
			out.writeByte('N');
			writeText(out, number.toString());
		}
		else if (value instanceof Binary binary) {
			out.writeByte('B');
			writeBytes(out, binary.toByteArray());
		}
		else if (value instanceof Map<?, ?> map) {
			out.writeByte('M');
			out.writeInt(map.size());
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				writeText(out, (String) entry.getKey());
				writeValue(out, entry.getValue());
			}
		}
		else if (value instanceof Collection<?> elements) {
			out.writeByte((value instanceof Set<?>) ? 'Y' : 'L');
			out.writeInt(elements.size());
			for (Object element : elements) {
				writeValue(out, element);
			}
		}
		else {
			out.writeByte('S');
			writeText(out, value.toString());
		}
	}

	private static void writeText(DataOutputStream out, String text) throws IOException {
		writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
	}

	private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	/**
	 * Read snapshots.
	 * @param bytes the bytes
	 * @return the snapshots
	 * @throws IllegalArgumentException if they cannot be read; the message holds no value
	 */
	static List<StoreSnapshot> decode(byte[] bytes) {
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
			List<StoreSnapshot> snapshots = new ArrayList<>();
			for (int i = readCount(in); i > 0; i--) {
				snapshots.add(read(in));
			}
			if (in.available() > 0) {
				throw new IOException("More than there should be");
			}
			return List.copyOf(snapshots);
		}
		catch (IOException | RuntimeException ex) {
			throw new IllegalArgumentException(
					"These are not the bytes of snapshots: " + ex.getClass().getSimpleName());
		}
	}

	private static StoreSnapshot read(DataInputStream in) throws IOException {
		String table = readText(in);
		String store = readText(in);
		long bytes = in.readLong();
		Instant readAt = Instant.parse(readText(in));
		StoreVersion version = in.readBoolean() ? readVersion(in) : null;
		SortedMap<String, Option> options = new TreeMap<>();
		for (int i = readCount(in); i > 0; i--) {
			String name = readText(in);
			if (in.readByte() != 'M') {
				throw new IOException("Not the keys of an option");
			}
			options.put(name, new Option(new Place(table, store, name), readMap(in, 0)));
		}
		return new StoreSnapshot(table, store, options, version, bytes, readAt);
	}

	private static StoreVersion readVersion(DataInputStream in) throws IOException {
		long number = in.readLong();
		String token = readText(in);
		String at = (String) readValue(in, 0);
		return new StoreVersion(number, token, (at != null) ? Instant.parse(at) : null, (String) readValue(in, 0));
	}

	private static @Nullable Object readValue(DataInputStream in, int depth) throws IOException {
		if (depth > MAX_DEPTH) {
			throw new IOException("Nested too deep");
		}
		byte type = in.readByte();
		return switch (type) {
			case '0' -> null;
			case 'T' -> Boolean.TRUE;
			case 'F' -> Boolean.FALSE;
			case 'N' -> new BigDecimal(readText(in));
			case 'B' -> Binary.of(readBytes(in));
			case 'S' -> readText(in);
			case 'M' -> readMap(in, depth + 1);
			case 'L' -> readElements(in, new ArrayList<>(), depth + 1);
			case 'Y' -> readElements(in, new LinkedHashSet<>(), depth + 1);
			default -> throw new IOException("Unknown type");
		};
	}

	private static Map<String, @Nullable Object> readMap(DataInputStream in, int depth) throws IOException {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		for (int i = readCount(in); i > 0; i--) {
			map.put(readText(in), readValue(in, depth));
		}
		return map;
	}

	private static Collection<@Nullable Object> readElements(DataInputStream in, Collection<@Nullable Object> elements,
			int depth) throws IOException {
		for (int i = readCount(in); i > 0; i--) {
			elements.add(readValue(in, depth));
		}
		return elements;
	}

	/**
	 * Read how many follow, each of which has a byte at least.
	 */
	private static int readCount(DataInputStream in) throws IOException {
		int count = in.readInt();
		if (count < 0 || count > in.available()) {
			throw new IOException("Unlikely count");
		}
		return count;
	}

	private static String readText(DataInputStream in) throws IOException {
		return new String(readBytes(in), StandardCharsets.UTF_8);
	}

	private static byte[] readBytes(DataInputStream in) throws IOException {
		int length = in.readInt();
		if (length < 0 || length > in.available()) {
			throw new IOException("Unlikely length");
		}
		return in.readNBytes(length);
	}

}
