package dev.configstore.spring.refresh;

import dev.configstore.spring.env.RuntimeCarrier;

import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration.RefreshProperties;
import org.springframework.cloud.context.refresh.LegacyContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Spring Cloud's refresh with a bootstrap context, which is handed the running
 * application's runtime: it would make one of its own otherwise.
 */
public final class ConfigStoreContextRefresher extends LegacyContextRefresher {

	/**
	 * Create a refresher.
	 * @param context the running application
	 * @param scope the refresh scope
	 * @param properties Spring Cloud's settings
	 */
	public ConfigStoreContextRefresher(ConfigurableApplicationContext context, RefreshScope scope,
			RefreshProperties properties) {
		super(context, scope, properties);
	}

	@Override
	protected StandardEnvironment copyEnvironment(ConfigurableEnvironment running) {
		StandardEnvironment copy = super.copyEnvironment(running);
		RuntimeCarrier.copy(running, copy);
		return copy;
	}

}
