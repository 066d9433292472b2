package dev.configstore.dynamodb.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.configstore.model.Binary;
import dev.configstore.model.Option;
import org.jspecify.annotations.Nullable;

/**
 * Shows whether an option is still what was written: SHA-256 over its keys and values,
 * each with its type and its length, so that different options never give the same input.
 */
public final class OptionDigest {

	/** In the place of a digest when there is no option. */
	static final String DELETED = "-";

	private final MessageDigest digest;

	private OptionDigest(MessageDigest digest) {
		this.digest = digest;
	}

	/**
	 * Return the digest of an option, or {@link #DELETED} for one that does not exist.
	 */
	public static String of(Optional<Option> option) {
		return option.map(OptionDigest::of).orElse(DELETED);
	}

	private static String of(Option option) {
		try {
			OptionDigest digest = new OptionDigest(MessageDigest.getInstance("SHA-256"));
			digest.add(option.keys());
			return HexFormat.of().formatHex(digest.digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private void add(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			open('M', map.size());
			// In the order of the names: Values keeps maps sorted.
			map.forEach((name, element) -> {
				add(name);
				add(element);
			});
		}
		else if (value instanceof Collection<?> elements) {
			open((value instanceof Set<?>) ? 'Y' : 'L', elements.size());
			elements.forEach(this::add);
		}
		else if (value instanceof Binary binary) {
			text('B', binary.toBase64());
		}
		else if (value instanceof BigDecimal number) {
			text('N', number.toPlainString());
		}
		else {
			text((value instanceof String) ? 'S' : 'O', String.valueOf(value));
		}
	}

	private void text(char type, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		open(type, bytes.length);
		this.digest.update(bytes);
	}

	private void open(char type, int length) {
		this.digest.update((type + Integer.toString(length) + ":").getBytes(StandardCharsets.UTF_8));
	}

}
