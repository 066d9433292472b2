package dev.configstore.support;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

import dev.configstore.model.Binary;
import dev.configstore.model.Option;
import org.jspecify.annotations.Nullable;

/**
 * Options of every type and shape, the same for the same seed.
 */
public final class RandomOptions {

	private static final String ALPHABET = "aZ09.-_[]# $:{}\"\\\u0000\u00fc\u20ac\uFFFD";

	private final Random random;

	public RandomOptions(long seed) {
		this.random = new Random(seed);
	}

	public Option next(String name) {
		Map<String, @Nullable Object> keys = new HashMap<>();
		for (int i = this.random.nextInt(6); i > 0; i--) {
			keys.put(text(1), value(3));
		}
		return new Option(name, keys);
	}

	private @Nullable Object value(int depth) {
		return switch (this.random.nextInt((depth > 0) ? 10 : 5)) {
			case 0 -> text(0);
			case 1 -> number();
			case 2 -> this.random.nextBoolean();
			case 3 -> null;
			case 4 -> bytes();
			case 5 -> set(() -> text(0));
			case 6 -> set(this::number);
			case 7 -> set(this::bytes);
			case 8 -> {
				List<@Nullable Object> list = new ArrayList<>();
				for (int i = this.random.nextInt(4); i > 0; i--) {
					list.add(value(depth - 1));
				}
				yield list;
			}
			default -> {
				Map<String, @Nullable Object> map = new HashMap<>();
				for (int i = this.random.nextInt(4); i > 0; i--) {
					map.put(text(1), value(depth - 1));
				}
				yield map;
			}
		};
	}

	private Set<Object> set(Supplier<Object> element) {
		Set<Object> set = new HashSet<>();
		for (int i = this.random.nextInt(4); i >= 0; i--) {
			set.add(element.get());
		}
		return set;
	}

	private String text(int shortest) {
		StringBuilder text = new StringBuilder();
		for (int i = shortest + this.random.nextInt(8); i > 0; i--) {
			if (this.random.nextInt(10) == 0) {
				text.appendCodePoint(0x1F600 + this.random.nextInt(50));
			}
			else {
				text.append(ALPHABET.charAt(this.random.nextInt(ALPHABET.length())));
			}
		}
		return text.toString();
	}

	private BigDecimal number() {
		BigInteger digits = new BigInteger(this.random.nextInt(126), this.random);
		int length = digits.toString().length();
		int exponent = -130 + this.random.nextInt(256);
		BigDecimal number = new BigDecimal(digits, length - 1 - exponent);
		return this.random.nextBoolean() ? number : number.negate();
	}

	private Binary bytes() {
		byte[] bytes = new byte[this.random.nextInt(6)];
		this.random.nextBytes(bytes);
		return Binary.of(bytes);
	}

}
