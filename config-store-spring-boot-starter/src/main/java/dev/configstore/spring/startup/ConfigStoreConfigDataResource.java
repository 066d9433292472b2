package dev.configstore.spring.startup;

import dev.configstore.spring.env.ValueDecryption;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.StoreLocation;

import org.springframework.boot.context.config.ConfigDataResource;

/**
 * A location of the import, resolved. Equal ones are loaded once by Boot.
 */
final class ConfigStoreConfigDataResource extends ConfigDataResource {

	private final StoreLocation location;

	private final ConfigStoreProperties settings;

	private final ValueDecryption decryption;

	/** Boot's own flag cannot be read from here. */
	private final boolean optional;

	ConfigStoreConfigDataResource(StoreLocation location, ConfigStoreProperties settings, ValueDecryption decryption,
			boolean optional) {
		super(optional);
		this.location = location;
		this.settings = settings;
		this.decryption = decryption;
		this.optional = optional;
	}

	StoreLocation location() {
		return this.location;
	}

	ConfigStoreProperties settings() {
		return this.settings;
	}

	ValueDecryption decryption() {
		return this.decryption;
	}

	boolean optional() {
		return this.optional;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ConfigStoreConfigDataResource that && this.location.equals(that.location);
	}

	@Override
	public int hashCode() {
		return this.location.hashCode();
	}

	@Override
	public String toString() {
		return this.location.toString();
	}

}
