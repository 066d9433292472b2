package dev.configstore.spring.refresh;

import dev.configstore.Mode;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the stores reload for as long as the application runs: from when it is ready until
 * its context closes (or pauses, and again when that goes on). In simple mode nothing is
 * published.
 * <p>
 * Belongs to the context that owns the runtime. The thread is the stores' own: a
 * scheduler bean would take the place of the application's.
 */
public final class ReloadLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(ReloadLifecycle.class);

	private final ConfigStoreRuntime runtime;

	private final ApplicationContext context;

	private final GenerationPublisher publisher;

	/** What the beans were given last, as far as we saw to it. */
	private volatile PropertyGeneration published;

	private volatile boolean ready;

	private volatile boolean running;

	/**
	 * Create a refresher.
	 * @param runtime the stores
	 * @param context the context that owns them
	 * @param rebinder binds beans again, or {@code null} for nobody
	 * @param refreshScope the scope to be emptied after a change, if there is one
	 * @param checks the checks, which have the views
	 */
	public ReloadLifecycle(ConfigStoreRuntime runtime, ApplicationContext context,
			@Nullable ConfigStoreRebinder rebinder, @Nullable RefreshScope refreshScope, RefreshChecks checks) {
		this.runtime = runtime;
		this.context = context;
		this.publisher = new GenerationPublisher(context, rebinder, refreshScope, checks.views());
		this.published = runtime.stores().current();
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.ready = true;
			begin();
		}
	}

	@Override
	public void start() {
		this.running = true;
		begin();
	}

	private void begin() {
		// Empty: processed ahead of time with stores, run with them switched off.
		if (!this.ready || !this.running || this.runtime.isEmpty()) {
			return;
		}
		if (this.runtime.settings().mode() == Mode.SIMPLE) {
			this.runtime.simpleMode().begin();
			return;
		}
		ReloadingStores<PropertyGeneration> stores = this.runtime.stores();
		stores.setPublisher(this.publisher);
		// A reload that somebody asked for before the application was ready was not
		// published.
		try {
			this.publisher.publish(this.published, stores.current());
		}
		catch (CandidateRejectedException ex) {
			logger.warn(ex.getMessage());
			stores.putBack(this.published, ex);
			this.publisher.restored(this.published);
		}
		stores.start(this.runtime.settings().schedule());
	}

	@Override
	public void stop() {
		this.running = false;
		this.runtime.simpleMode().end();
		ReloadingStores<PropertyGeneration> stores = this.runtime.stores();
		stores.stop();
		stores.setPublisher(null);
		this.published = stores.current();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
