package dev.configstore.spring.env;

import java.util.Objects;
import java.util.function.Function;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.model.StoreProperty;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.bootstrap.TextEncryptorConfigBootstrapper;
import org.springframework.cloud.bootstrap.encrypt.KeyProperties;
import org.springframework.cloud.bootstrap.encrypt.RsaProperties;
import org.springframework.cloud.bootstrap.encrypt.TextEncryptorUtils;
import org.springframework.cloud.context.encrypt.EncryptorFactory;
import org.springframework.security.crypto.encrypt.TextEncryptor;

/**
 * Decrypts with Spring Cloud's encryptor.
 * <p>
 * The keys are bound here, beside the import: Spring Cloud's own encryptor in the
 * bootstrap registry is created with the keys that are known when it is first requested,
 * which would be before {@code application.yml} is read.
 */
final class CipherDecryption implements ValueDecryption {

	private static final String PREFIX = "{cipher}";

	private final Binder binder;

	private final Function<Class<?>, ?> context;

	private @Nullable KeyProperties keys;

	private @Nullable TextEncryptor encryptor;

	CipherDecryption(Binder binder, Function<Class<?>, ?> context) {
		this.binder = binder;
		this.context = context;
	}

	@Override
	public @Nullable String decrypt(StoreSnapshot snapshot, StoreProperty property) {
		if (!property.value().startsWith(PREFIX)) {
			return property.value();
		}
		try {
			return encryptor().decrypt(property.value().substring(PREFIX.length()));
		}
		catch (RuntimeException ex) {
			if (!keys().isFailOnError()) {
				return null;
			}
			// Its message may hold the text, so it is not the cause.
			throw new CandidateRejectedException(
					"The value of key '" + Printable.name(property.key()) + "' cannot be decrypted: "
							+ (hasKey() ? "check 'encrypt.*'" : NO_KEY)
							+ ", or set 'encrypt.fail-on-error=false' to read it as empty",
					snapshot.place(property.option()), null);
		}
	}

	private synchronized TextEncryptor encryptor() {
		if (this.encryptor == null) {
			this.encryptor = create();
		}
		return this.encryptor;
	}

	/**
	 * Return whether there is a key, or an encryptor of the application's own.
	 */
	private boolean hasKey() {
		if (TextEncryptorUtils.keysConfigured(keys())) {
			return true;
		}
		TextEncryptor found = this.encryptor;
		// Spring Cloud's stand-in where no key is configured, which it has three of.
		return found != null && !found.getClass().getName().endsWith("$FailsafeTextEncryptor");
	}

	/**
	 * Bound when the first encrypted value is met: most applications have none.
	 */
	private synchronized KeyProperties keys() {
		if (this.keys == null) {
			this.keys = this.binder.bindOrCreate(KeyProperties.PREFIX, KeyProperties.class);
		}
		return this.keys;
	}

	private TextEncryptor create() {
		KeyProperties keys = keys();
		if (!TextEncryptorUtils.keysConfigured(keys)) {
			return (TextEncryptor) Objects.requireNonNull(this.context.apply(TextEncryptor.class));
		}
		boolean rsaPresent = TextEncryptorConfigBootstrapper.RSA_IS_PRESENT
				&& TextEncryptorConfigBootstrapper.BCPROV_IS_PRESENT;
		return rsaPresent
				? TextEncryptorUtils.createTextEncryptor(keys,
						this.binder.bindOrCreate(RsaProperties.PREFIX, RsaProperties.class))
				: new EncryptorFactory(keys.getSalt()).create(keys.getKey());
	}

}
