package dev.configstore.model;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * An immutable sequence of bytes, DynamoDB's type {@code B}. Two are equal when their
 * bytes are.
 */
public final class Binary implements Comparable<Binary> {

	private final byte[] bytes;

	private Binary(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Copy the bytes.
	 * @param bytes the bytes, may be empty
	 * @return the value
	 */
	public static Binary of(byte[] bytes) {
		return new Binary(Objects.requireNonNull(bytes, "'bytes' must not be null").clone());
	}

	/**
	 * Return a copy of the bytes.
	 * @return the bytes
	 */
	public byte[] toByteArray() {
		return this.bytes.clone();
	}

	/**
	 * Return the bytes as Base64 text (RFC 4648, padded), the form a property has.
	 * @return the text
	 */
	public String toBase64() {
		return Base64.getEncoder().encodeToString(this.bytes);
	}

	/**
	 * Order by unsigned bytes, as DynamoDB does.
	 */
	@Override
	public int compareTo(Binary other) {
		return Arrays.compareUnsigned(this.bytes, other.bytes);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Binary that && Arrays.equals(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "Binary[" + this.bytes.length + " bytes]";
	}

}
