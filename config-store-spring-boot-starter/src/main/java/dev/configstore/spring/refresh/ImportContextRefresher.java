package dev.configstore.spring.refresh;

import java.util.Set;

import dev.configstore.spring.env.ConfigStorePropertySource;
import dev.configstore.spring.runtime.ConfigStoreRuntime;

import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration.RefreshProperties;
import org.springframework.cloud.context.config.ContextRefreshedWithApplicationEvent;
import org.springframework.cloud.context.refresh.ConfigDataContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Spring Cloud's refresh, with look-ups answered in memory for as long as it compares. It
 * takes all values twice, before and after the loading: read from DynamoDB each time,
 * they would be the same both times, and nothing would seem to have changed.
 */
public final class ImportContextRefresher extends ConfigDataContextRefresher {

	private final ConfigStoreRuntime runtime;

	/**
	 * Create a refresher.
	 * @param context the context to refresh
	 * @param scope the beans to refresh
	 * @param properties Spring Cloud's own settings
	 * @param runtime the runtime of the application
	 */
	public ImportContextRefresher(ConfigurableApplicationContext context, RefreshScope scope,
			RefreshProperties properties, ConfigStoreRuntime runtime) {
		super(context, scope, properties);
		this.runtime = runtime;
	}

	/**
	 * The event of a child reaches its parents too: a refresh of theirs would run the
	 * child's application, and hold it when the child is closed.
	 */
	@Override
	public void onApplicationEvent(ContextRefreshedWithApplicationEvent event) {
		if (event.getApplicationContext() == getContext()) {
			super.onApplicationEvent(event);
		}
	}

	@Override
	protected void updateEnvironment() {
		ConfigStorePropertySource.keepingWrappersIn(getContext().getEnvironment(), super::updateEnvironment);
	}

	@Override
	public Set<String> refreshEnvironment() {
		return this.runtime.simpleMode().holding(super::refreshEnvironment);
	}

}
