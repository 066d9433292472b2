package dev.configstore.spring.runtime;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import dev.configstore.spring.runtime.SnapshotFile.RejectedException;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * AES-256-GCM with a key derived by PBKDF2, all by Spring Security. The salt precedes the
 * content. Each run of an application has one salt, because deriving a key takes some
 * tenths of a second; each file has its own nonce.
 */
final class AesSnapshotCipher implements SnapshotCipher {

	private static final int SALT_BYTES = 16;

	private final String key;

	private final byte[] ownSalt = KeyGenerators.secureRandom(SALT_BYTES).generateKey();

	private @Nullable BytesEncryptor own;

	AesSnapshotCipher(String key) {
		this.key = key;
	}

	@Override
	public byte mark() {
		return 'E';
	}

	@Override
	public synchronized byte[] encrypt(byte[] content) {
		BytesEncryptor encryptor = (this.own != null) ? this.own : encryptor(this.ownSalt);
		this.own = encryptor;
		byte[] encrypted = encryptor.encrypt(content);
		return ByteBuffer.allocate(SALT_BYTES + encrypted.length).put(this.ownSalt).put(encrypted).array();
	}

	@Override
	public byte[] decrypt(byte[] sealed) throws RejectedException {
		try {
			ByteBuffer bytes = ByteBuffer.wrap(sealed);
			byte[] salt = new byte[SALT_BYTES];
			bytes.get(salt);
			byte[] encrypted = new byte[bytes.remaining()];
			bytes.get(encrypted);
			return encryptor(salt).decrypt(encrypted);
		}
		catch (RuntimeException ex) {
			throw new RejectedException("cannot be decrypted with the key in 'config-store.snapshot.key'");
		}
	}

	private BytesEncryptor encryptor(byte[] salt) {
		return AesGcmBytesEncryptor.withPassword(this.key, HexFormat.of().formatHex(salt)).build();
	}

}
