package dev.configstore.spring.refresh;

import java.util.Set;

import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.runtime.RuntimePropertySource;

import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration.RefreshProperties;
import org.springframework.cloud.context.refresh.LegacyContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Spring Cloud's refresh with a bootstrap context, which is handed the running
 * application's runtime: it would make one of its own otherwise. Look-ups are answered in
 * memory while it compares, as in {@link ImportContextRefresher}.
 */
public final class BootstrapContextRefresher extends LegacyContextRefresher {

	private final ConfigStoreRuntime runtime;

	/**
	 * Create a refresher.
	 * @param context the running application
	 * @param scope the refresh scope
	 * @param properties Spring Cloud's settings
	 * @param runtime the runtime of the application
	 */
	public BootstrapContextRefresher(ConfigurableApplicationContext context, RefreshScope scope,
			RefreshProperties properties, ConfigStoreRuntime runtime) {
		super(context, scope, properties);
		this.runtime = runtime;
	}

	@Override
	protected void updateEnvironment() {
		ConfigStorePropertySource.keepingWrappersIn(getContext().getEnvironment(), super::updateEnvironment);
	}

	@Override
	public Set<String> refreshEnvironment() {
		return this.runtime.simpleMode().holding(super::refreshEnvironment);
	}

	@Override
	protected StandardEnvironment copyEnvironment(ConfigurableEnvironment running) {
		StandardEnvironment copy = super.copyEnvironment(running);
		RuntimePropertySource.copy(running, copy);
		return copy;
	}

}
