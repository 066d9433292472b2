package dev.configstore.spring.refresh;

import java.util.Set;
import java.util.function.BiConsumer;

import dev.configstore.Mode;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.spring.env.PropertyGeneration;
import dev.configstore.spring.notify.NotificationThread;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.text.Printable;
import dev.configstore.spring.update.BeanUpdater;
import dev.configstore.spring.dryrun.BeanChanges;
import dev.configstore.spring.dryrun.DryRun;
import dev.configstore.spring.dryrun.PropertiesBeans;
import dev.configstore.spring.dryrun.UnrefreshedReaders;
import dev.configstore.spring.dryrun.Refreshables;
import dev.configstore.spring.dryrun.ValueExpressions;
import dev.configstore.spring.scope.ConfigStoreRefreshScope;
import dev.configstore.spring.settings.ConfigStoreProperties.ScopeOrder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;

/**
 * Lets the stores reload for as long as the application runs: from when it is started
 * until its context closes (or pauses, and again when that goes on). Before the runners
 * of the application, which may run for ever, and before other listeners of its start. In
 * simple mode no bean is updated.
 * <p>
 * Belongs to the context that owns the runtime. The thread is the stores' own: a
 * scheduler bean would take the place of the application's.
 */
public final class ReloadLifecycle implements SmartLifecycle, ApplicationListener<ApplicationStartedEvent>, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(ReloadLifecycle.class);

	private final ConfigStoreRuntime runtime;

	private final ConfigurableApplicationContext context;

	private final Refreshables views;

	private final BeanChanges changes;

	private final Notifications notifications;

	private final @Nullable BeanUpdater updater;

	private final BeanTarget target;

	/** What the beans were given last, as far as we saw to it. */
	private volatile PropertyGeneration updated;

	private volatile boolean started;

	private volatile boolean running;

	/**
	 * Create a lifecycle.
	 * @param runtime the stores
	 * @param context the context that owns them
	 * @param updater updates beans, or {@code null} where none are
	 * @param views the views of the application
	 * @param notifications notifies others of changes and rejections
	 */
	public ReloadLifecycle(ConfigStoreRuntime runtime, ConfigurableApplicationContext context,
			@Nullable BeanUpdater updater, Refreshables views, Notifications notifications) {
		this.runtime = runtime;
		this.context = context;
		this.views = views;
		this.updater = updater;
		this.changes = new BeanChanges(context, updater, views.binder(), runtime.threads());
		this.notifications = notifications;
		NotificationThread thread = notifications.thread();
		BiConsumer<String, Runnable> calls = thread.calls()::call;
		thread.setCaller(runtime.stores()::calling);
		runtime.stores().listeners().tellBy(thread, calls);
		views.tellBy(thread, calls);
		if (updater != null) {
			updater.setCalls(calls);
		}
		this.target = new BeanTarget(this.changes, notifications, views);
		this.updated = runtime.stores().current();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		if (event.getApplicationContext() != this.context) {
			return;
		}
		// Empty: processed ahead of time with stores, run with them switched off.
		if (!this.runtime.isEmpty() && !this.runtime.simpleMode().isUsed()) {
			prepare();
		}
		this.started = true;
		begin();
	}

	private void prepare() {
		ValueExpressions values = ValueExpressions.of(this.context.getBeanFactory());
		PropertiesBeans beans = PropertiesBeans.of(this.context.getBeanFactory());
		String unrefreshed = UnrefreshedReaders.of(this.context, beans, values, this.runtime.stores().current(),
				destroysFirst());
		if (unrefreshed != null) {
			logger.info(unrefreshed);
		}
		RejectionEvents rejections = new RejectionEvents(this.context, this.notifications,
				this.runtime.stores()::status);
		this.runtime.stores().addObserver(rejections);
		ConfigurationPropertiesRebinder rebinder = this.notifications.otherRebinder();
		if (rebinder != null) {
			logger.warn("{} has taken the place of Config Store's rebinder: it does not hear of changes of the stores, "
					+ "and events of others update beans in its way", rebinder.getClass().getName());
		}
		if (this.updater != null) {
			this.context.addApplicationListener(
					new UpdateAfterCaches(this.context, this.runtime.stores()::current, this.updater, this.views));
		}
		if (this.runtime.settings().dryRun().enabled()) {
			DryRun dryRun = new DryRun(this.context, this.views, beans, values, this.changes);
			this.runtime.stores().addCheck(dryRun);
			Set<String> notChecked = dryRun.notChecked();
			if (!notChecked.isEmpty()) {
				logger.info("Candidates are not checked for {} things: [{}]", notChecked.size(),
						Printable.names(notChecked));
			}
		}
	}

	/** As Spring's own scope does, and ours where it is told to. */
	private boolean destroysFirst() {
		if (this.runtime.settings().refreshScopeOrder() == ScopeOrder.DESTROY_FIRST) {
			return true;
		}
		for (RefreshScope scope : this.context.getBeansOfType(RefreshScope.class).values()) {
			if (!(scope instanceof ConfigStoreRefreshScope)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void start() {
		this.running = true;
		begin();
	}

	private void begin() {
		if (!this.started || !this.running || this.runtime.isEmpty()) {
			return;
		}
		if (this.runtime.settings().mode() == Mode.SIMPLE) {
			this.runtime.simpleMode().begin();
			return;
		}
		ReloadingStores<PropertyGeneration> stores = this.runtime.stores();
		stores.setTarget(this.target);
		catchUp(stores);
		stores.start(this.runtime.settings().schedule());
	}

	/**
	 * Bring to the beans what a reload has found that was asked for before the
	 * application was started.
	 */
	private void catchUp(ReloadingStores<PropertyGeneration> stores) {
		PropertyGeneration current = stores.current();
		if (current == this.updated) {
			return;
		}
		try {
			this.target.update(this.updated, current);
		}
		catch (CandidateRejectedException ex) {
			logger.warn(ex.getMessage());
			stores.putBack(this.updated, ex);
			this.target.restored(this.updated);
			return;
		}
		this.target.committed(this.updated, current);
	}

	@Override
	public void stop() {
		this.running = false;
		this.runtime.simpleMode().end();
		ReloadingStores<PropertyGeneration> stores = this.runtime.stores();
		stores.stop();
		stores.setTarget(null);
		this.updated = stores.current();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
