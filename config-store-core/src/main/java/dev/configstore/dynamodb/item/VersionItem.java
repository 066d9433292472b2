package dev.configstore.dynamodb.item;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.model.StoreVersion;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The version item of a store, {@code STORE#meta} / {@code version}: {@code n} (N),
 * {@code token} (S), {@code log} (L, newest first, of M{{@code n} N, {@code token} S,
 * {@code names} L of S, or S {@code *} for anything}), {@code at} (S, ISO-8601 UTC),
 * {@code by} (S). Kept below 4 KB, so that an eventually consistent poll costs 0.5 RCU.
 *
 * @param version the version
 * @param log what changed, newest first; its first entry is the version itself. Empty if
 * it has a form that is not known
 * @param hasToken whether the item has a token; another program may have written one
 * without, which is identified by its number then
 * @param isMalformed whether its token is no text: no publish can be conditioned on it
 */
public record VersionItem(StoreVersion version, List<Entry> log, boolean hasToken, boolean isMalformed) {

	public static final String PARTITION_SUFFIX = "#meta";

	public static final String SORT_KEY = "version";

	/** DynamoDB rounds up to 4 KB; a little room is left. */
	private static final int MAX_BYTES = 4 * 1024 - 96;

	/** Numbers have 12 digits in the keys of the history. */
	public static final long MAX_NUMBER = 999_999_999_998L;

	private static final AttributeValue ANYTHING = AttributeValue.fromS("*");

	VersionItem(StoreVersion version, List<Entry> log) {
		this(version, log, true, false);
	}

	/**
	 * What a publish changed.
	 *
	 * @param number its number
	 * @param token its token
	 * @param names the options, or {@code null} for anything
	 */
	record Entry(long number, String token, @Nullable Set<String> names) {

	}

	/**
	 * Return the highest number that the item knows.
	 */
	public long highestNumber() {
		return this.log.stream().mapToLong(Entry::number).reduce(this.version.number(), Math::max);
	}

	/**
	 * Return the entries that the next version keeps behind its own. If another program
	 * wrote this version without an entry in the log, what it changed is not known, and
	 * older entries cannot be used.
	 */
	private List<Entry> logForNext() {
		return changes().isLogged() ? this.log : List.of(new Entry(this.version.number(), this.version.token(), null));
	}

	/**
	 * Return what changed up to this version.
	 */
	public VersionLog changes() {
		return new VersionLog(this.version, this.log);
	}

	/**
	 * Return the item after a publish.
	 * @param before the item before, or {@code null} if there was none
	 * @param keyBytes the size of the keys of the table, which can be most of the item
	 */
	public static VersionItem after(@Nullable VersionItem before, StoreVersion version, Set<String> names,
			int keyBytes) {
		List<Entry> log = new ArrayList<>();
		log.add(new Entry(version.number(), version.token(), names));
		VersionItem next = new VersionItem(version, log);
		if (next.bytes() + keyBytes > MAX_BYTES) {
			log.set(0, new Entry(version.number(), version.token(), null));
		}
		// Behind an entry for "anything" older ones cannot be used.
		boolean reachesBack = log.get(0).names() != null;
		for (Entry entry : (before != null) ? before.logForNext() : List.<Entry>of()) {
			if (!reachesBack) {
				break;
			}
			log.add(entry);
			if (next.bytes() + keyBytes > MAX_BYTES) {
				// Its number and token alone tell readers of that version what came
				// later.
				log.set(log.size() - 1, new Entry(entry.number(), entry.token(), null));
				if (next.bytes() + keyBytes > MAX_BYTES) {
					log.remove(log.size() - 1);
				}
				break;
			}
			reachesBack = entry.names() != null;
		}
		return new VersionItem(version, List.copyOf(log));
	}

	private int bytes() {
		return ItemSize.of(toAttributes());
	}

	/**
	 * Return the attributes, without the keys of the table.
	 */
	public Map<String, AttributeValue> toAttributes() {
		Map<String, AttributeValue> item = new HashMap<>();
		item.put("n", number(this.version.number()));
		item.put("token", AttributeValue.fromS(this.version.token()));
		item.put("log", AttributeValue.fromL(this.log.stream().map(VersionItem::encode).toList()));
		if (this.version.at() != null) {
			item.put("at", AttributeValue.fromS(this.version.at().toString()));
		}
		if (this.version.by() != null) {
			item.put("by", AttributeValue.fromS(this.version.by()));
		}
		return item;
	}

	private static AttributeValue encode(Entry entry) {
		AttributeValue names = (entry.names() == null) ? ANYTHING
				: AttributeValue.fromL(entry.names().stream().map(AttributeValue::fromS).toList());
		return AttributeValue
			.fromM(Map.of("n", number(entry.number()), "token", AttributeValue.fromS(entry.token()), "names", names));
	}

	/**
	 * Read an item, whichever program wrote it: an attribute that cannot be read counts
	 * as absent, and a changed version is still detected. Such an item can be read, and
	 * not replaced by a publish.
	 */
	public static VersionItem of(Map<String, AttributeValue> item) {
		long number = number(item.get("n"));
		String token = text(item.get("token"));
		AttributeValue odd = (token == null) ? item.get("token") : null;
		StoreVersion version = new StoreVersion(number,
				(token != null) ? token : (odd != null) ? "odd:" + odd.hashCode() : "n:" + number,
				instant(item.get("at")), text(item.get("by")));
		List<Entry> log = new ArrayList<>();
		AttributeValue entries = item.get("log");
		if (entries != null && entries.hasL()) {
			for (AttributeValue entry : entries.l()) {
				Entry decoded = decode(entry);
				if (decoded == null) {
					break;
				}
				log.add(decoded);
			}
		}
		return new VersionItem(version, List.copyOf(log), token != null, odd != null);
	}

	private static @Nullable Entry decode(AttributeValue entry) {
		String token = entry.hasM() ? text(entry.m().get("token")) : null;
		AttributeValue names = entry.hasM() ? entry.m().get("names") : null;
		if (token == null || names == null) {
			return null;
		}
		long number = number(entry.m().get("n"));
		boolean listed = names.hasL() && names.l().stream().allMatch((name) -> name.s() != null);
		return new Entry(number, token,
				listed ? new TreeSet<>(names.l().stream().map(AttributeValue::s).toList()) : null);
	}

	public static AttributeValue number(long number) {
		return AttributeValue.fromN(Long.toString(number));
	}

	public static long number(@Nullable AttributeValue value) {
		try {
			long number = (value != null && value.n() != null) ? Long.parseLong(value.n()) : 0;
			return (number >= 0 && number <= MAX_NUMBER) ? number : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	public static @Nullable String text(@Nullable AttributeValue value) {
		return (value != null) ? value.s() : null;
	}

	static @Nullable Instant instant(@Nullable AttributeValue value) {
		try {
			String text = text(value);
			return (text != null) ? Instant.parse(text) : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	public static int utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}
