package dev.configstore.dynamodb.item;

import java.math.BigDecimal;
import java.util.Map;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item as DynamoDB counts it, by the rules of the developer guide
 * ("DynamoDB item sizes and formats"): names and texts by UTF-8 bytes, a number by two
 * digits a byte, a document with 3 bytes and 1 byte an element on top.
 */
public final class ItemSize {

	/** The most an item can have, names included. */
	public static final int MAX = 400 * 1024;

	private ItemSize() {
	}

	/**
	 * Return the size in bytes.
	 */
	public static int of(Map<String, AttributeValue> item) {
		int bytes = 0;
		for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
			bytes += utf8(attribute.getKey()) + of(attribute.getValue());
		}
		return bytes;
	}

	private static int of(AttributeValue value) {
		return switch (value.type()) {
			case S -> utf8(value.s());
			case N -> ofNumber(value.n());
			case B -> value.b().asByteArrayUnsafe().length;
			case SS -> value.ss().stream().mapToInt(ItemSize::utf8).sum();
			case NS -> value.ns().stream().mapToInt(ItemSize::ofNumber).sum();
			case BS -> value.bs().stream().mapToInt((bytes) -> bytes.asByteArrayUnsafe().length).sum();
			case L -> 3 + value.l().stream().mapToInt((element) -> 1 + of(element)).sum();
			case M -> 3 + value.m().size() + of(value.m());
			default -> 1;
		};
	}

	private static int ofNumber(String number) {
		BigDecimal decimal = new BigDecimal(number).stripTrailingZeros();
		if (decimal.signum() == 0) {
			return 1;
		}
		int digits = decimal.precision() + Math.floorMod(decimal.scale(), 2);
		return (digits + 1) / 2 + 1 + ((decimal.signum() < 0) ? 1 : 0);
	}

	/**
	 * Count the bytes of UTF-8 without writing them: every value of a store passes here.
	 */
	private static int utf8(String text) {
		int bytes = text.length();
		for (int i = 0; i < text.length(); i++) {
			char unit = text.charAt(i);
			if (unit >= 0x80) {
				// A pair of surrogates is one code point of four bytes.
				bytes += (unit < 0x800 || Character.isSurrogate(unit)) ? 1 : 2;
			}
		}
		return bytes;
	}

}
