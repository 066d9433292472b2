package dev.configstore.spring.runtime;

import dev.configstore.spring.runtime.SnapshotFile.RejectedException;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Encrypts the content of a snapshot file.
 */
interface SnapshotCipher {

	/**
	 * Leaves the content as it is.
	 */
	SnapshotCipher NONE = new SnapshotCipher() {

		@Override
		public byte mark() {
			return 'C';
		}

		@Override
		public byte[] encrypt(byte[] content) {
			return content;
		}

		@Override
		public byte[] decrypt(byte[] sealed) {
			return sealed;
		}

	};

	/**
	 * Return what encrypted content begins with.
	 */
	byte mark();

	byte[] encrypt(byte[] content);

	/**
	 * @throws RejectedException if it was encrypted with another key, or not at all
	 */
	byte[] decrypt(byte[] sealed) throws RejectedException;

	/**
	 * Return the cipher of a key.
	 * @param key the key, or {@code null} for content in clear
	 */
	static SnapshotCipher of(@Nullable String key) {
		if (key == null) {
			return NONE;
		}
		if (!ClassUtils.isPresent("org.springframework.security.crypto.encrypt.BytesEncryptor", null)) {
			throw new InvalidSettingException(ConfigStoreProperties.PREFIX + ".snapshot.key", null,
					"needs the library org.springframework.security:spring-security-crypto, which is missing",
					"Add the dependency org.springframework.security:spring-security-crypto, or remove the key.");
		}
		return new AesSnapshotCipher(key);
	}

}
