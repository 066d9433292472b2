package dev.configstore.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BinaryTests {

	@Test
	void isAValue() {
		byte[] bytes = { 1, 2, 3 };
		Binary binary = Binary.of(bytes);
		bytes[0] = 9;
		binary.toByteArray()[1] = 9;
		assertThat(binary).isEqualTo(Binary.of(new byte[] { 1, 2, 3 }))
			.hasSameHashCodeAs(Binary.of(new byte[] { 1, 2, 3 }));
		assertThat(binary.toBase64()).isEqualTo("AQID");
		assertThat(binary).hasToString("Binary[3 bytes]");
	}

	@Test
	void ordersByUnsignedBytes() {
		assertThat(Binary.of(new byte[] { 127 })).isLessThan(Binary.of(new byte[] { -128 }));
		assertThat(Binary.of(new byte[] { 1 })).isLessThan(Binary.of(new byte[] { 1, 0 }));
	}

}
