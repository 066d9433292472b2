package dev.configstore.spring.refresh;

import java.util.Set;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The views of an application and, once it is ready, the dry run of each new state.
 */
public final class RefreshChecks implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(RefreshChecks.class);

	private final ConfigStoreRuntime runtime;

	private final ConfigurableApplicationContext context;

	private final CandidateBinder binder;

	private final Refreshables views;

	/**
	 * Create checks.
	 * @param runtime the stores
	 * @param context the context that owns them
	 */
	public RefreshChecks(ConfigStoreRuntime runtime, ConfigurableApplicationContext context) {
		this.runtime = runtime;
		this.context = context;
		this.binder = new CandidateBinder(context);
		this.views = new Refreshables(context.getEnvironment(), this.binder, runtime.stores()::current);
	}

	Refreshables views() {
		return this.views;
	}

	/**
	 * Return the view of a type.
	 * @param <T> the type
	 * @param type a type with {@code @ConfigurationProperties}
	 * @return the view, the same for each call
	 */
	public <T> Refreshable<T> view(Class<T> type) {
		return this.views.of(type);
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() != this.context || this.runtime.isEmpty()
				|| this.runtime.simpleMode().isUsed()) {
			return;
		}
		UnrefreshedReaders.of(this.context, this.runtime.stores().current()).ifPresent(logger::info);
		RejectionEvents rejections = new RejectionEvents(this.context);
		this.runtime.configStores().forEach((store) -> store.addListener(rejections));
		if (this.runtime.settings().dryRun().enabled()) {
			DryRun dryRun = new DryRun(this.context, this.views, this.binder);
			this.runtime.stores().addCheck(dryRun);
			Set<String> notChecked = dryRun.notChecked();
			if (!notChecked.isEmpty()) {
				logger.info("New states are not checked for {} things: {}", notChecked.size(), notChecked);
			}
		}
	}

	@Override
	public void destroy() {
		this.binder.close();
	}

}
