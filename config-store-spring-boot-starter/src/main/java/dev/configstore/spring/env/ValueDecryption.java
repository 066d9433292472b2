package dev.configstore.spring.env;

import java.util.function.Function;

import dev.configstore.CandidateRefusedException;
import dev.configstore.ConfigProperty;
import dev.configstore.StoreSnapshot;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.ClassUtils;

/**
 * Decrypts values that begin with {@code {cipher}} while a generation is built. Spring
 * Cloud copies decrypted values once, at start, and would never change them again.
 */
@FunctionalInterface
interface ValueDecryption {

	/**
	 * Return the text of a property, decrypted if it is encrypted.
	 * @throws CandidateRefusedException if it cannot be decrypted
	 */
	String decrypt(StoreSnapshot snapshot, ConfigProperty property);

	/**
	 * Decrypt with the keys of {@code encrypt.*}, or with the application's own
	 * encryptor.
	 * @param binder where {@code encrypt.*} is bound from
	 * @param context finds what is registered for a type
	 */
	static ValueDecryption of(Binder binder, Function<Class<?>, ?> context) {
		return ClassUtils.isPresent("org.springframework.security.crypto.encrypt.TextEncryptor", null)
				? new CipherDecryption(binder, context) : (snapshot, property) -> property.value();
	}

}
