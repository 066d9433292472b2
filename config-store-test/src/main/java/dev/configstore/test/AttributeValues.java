package dev.configstore.test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Java values as attribute values of DynamoDB.
 */
final class AttributeValues {

	private AttributeValues() {
	}

	static AttributeValue of(@Nullable Object value) {
		if (value == null) {
			return AttributeValue.fromNul(true);
		}
		if (value instanceof AttributeValue attribute) {
			return attribute;
		}
		if (value instanceof CharSequence text) {
			return AttributeValue.fromS(text.toString());
		}
		if (value instanceof Number number) {
			return AttributeValue.fromN(plain(number));
		}
		if (value instanceof Boolean bool) {
			return AttributeValue.fromBool(bool);
		}
		if (value instanceof byte[] bytes) {
			return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
		}
		if (value instanceof Map<?, ?> map) {
			return AttributeValue.fromM(ofMap(map));
		}
		if (value instanceof List<?> list) {
			List<AttributeValue> values = new ArrayList<>();
			list.forEach((element) -> values.add(of(element)));
			return AttributeValue.fromL(values);
		}
		if (value instanceof Set<?> set) {
			return ofSet(set);
		}
		throw new IllegalArgumentException("DynamoDB has no type for a " + value.getClass().getName());
	}

	static Map<String, AttributeValue> ofMap(Map<?, ? extends @Nullable Object> map) {
		Map<String, AttributeValue> values = new LinkedHashMap<>();
		map.forEach((key, value) -> values.put(String.valueOf(key), of(value)));
		return values;
	}

	private static AttributeValue ofSet(Set<?> set) {
		if (!set.isEmpty() && all(set, CharSequence.class)) {
			return AttributeValue.fromSs(set.stream().map(Object::toString).toList());
		}
		if (!set.isEmpty() && all(set, Number.class)) {
			return AttributeValue.fromNs(set.stream().map((number) -> plain((Number) number)).toList());
		}
		if (!set.isEmpty() && all(set, byte[].class)) {
			return AttributeValue.fromBs(set.stream().map((bytes) -> SdkBytes.fromByteArray((byte[]) bytes)).toList());
		}
		throw new IllegalArgumentException(
				"A set in DynamoDB has at least one element, and only text, only numbers or only byte[]");
	}

	private static boolean all(Set<?> set, Class<?> type) {
		return set.stream().allMatch(type::isInstance);
	}

	private static String plain(Number number) {
		return new BigDecimal(number.toString()).toPlainString();
	}

}
