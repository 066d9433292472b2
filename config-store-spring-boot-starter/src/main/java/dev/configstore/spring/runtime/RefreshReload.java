package dev.configstore.spring.runtime;

import java.util.function.Supplier;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.simple.SimpleMode;
import dev.configstore.spring.text.LastWarning;
import org.apache.commons.logging.Log;

/**
 * The reload in a refresh of Spring Cloud's, which compares by itself and then sends its
 * event. Where another configuration system has caused the refresh, no one has asked for
 * this reload: it is a poll, which has to pass the loss guard.
 */
final class RefreshReload {

	private final ReloadingStores<PropertyGeneration> stores;

	private final SimpleMode simpleMode;

	private final Supplier<ConfigStoreProperties> settings;

	private final Log logger;

	private final LastWarning warning = new LastWarning();

	RefreshReload(ReloadingStores<PropertyGeneration> stores, SimpleMode simpleMode,
			Supplier<ConfigStoreProperties> settings, Log logger) {
		this.stores = stores;
		this.simpleMode = simpleMode;
		this.settings = settings;
		this.logger = logger;
	}

	void reload() {
		try {
			if (RefreshCause.isEvent() && !this.simpleMode.isUsed()) {
				this.stores.poll(this.settings.get().schedule());
			}
			else {
				this.stores.reloadUncommitted();
			}
			this.simpleMode.updated();
			this.warning.over();
		}
		catch (ConfigStoreException ex) {
			this.warning.log("Refreshing failed, the last values stay: " + ex.getMessage(), this.logger::warn,
					this.logger::info);
		}
	}

}
