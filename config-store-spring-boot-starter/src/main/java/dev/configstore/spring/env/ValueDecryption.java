package dev.configstore.spring.env;

import java.util.function.Function;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.StoreProperty;
import dev.configstore.model.StoreSnapshot;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.ClassUtils;

/**
 * Decrypts values that begin with {@code {cipher}} while a generation is built. Spring
 * Cloud copies decrypted values once, at start, and would never change them again.
 */
@FunctionalInterface
public interface ValueDecryption {

	/** A part of the message of the exception where there is no key. */
	String NO_KEY = "no key is configured, so set 'encrypt.key' or 'encrypt.key-store.*'";

	/**
	 * Return the text of a property, decrypted if it is encrypted; {@code null} if it
	 * cannot be decrypted and that is tolerated.
	 * @throws CandidateRejectedException if it cannot be decrypted
	 */
	@Nullable String decrypt(StoreSnapshot snapshot, StoreProperty property);

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
