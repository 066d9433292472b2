package dev.configstore.spring.refresh;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.configstore.model.SnapshotDiff;
import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.ConfigStoreRefreshedEvent;
import dev.configstore.spring.notify.ConfigStoreLoggingRebinder;
import dev.configstore.spring.notify.GuardedListeners;
import dev.configstore.spring.notify.NotificationThread;
import dev.configstore.spring.notify.UpdatedEnvironmentEvent;
import dev.configstore.spring.scope.ScopeRenewal;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.util.function.SingletonSupplier;

/**
 * Notifies others of what is committed, on the notification thread and in order: the
 * listeners of the environment, the refresh scope, log levels, and the listeners of our
 * own event. While that lasts, one change at most waits, and later ones are merged with
 * it. Nothing here is waited for by a poll.
 */
public final class Notifications {

	/** How many rejections wait at most; the oldest are dropped. */
	private static final int MOST_REJECTIONS = 20;

	private final ApplicationContext context;

	private final NotificationThread thread;

	private final @Nullable ScopeRenewal scope;

	private final Supplier<@Nullable ConfigStoreLoggingRebinder> logLevels;

	private final Consumer<CandidateRejectedEvent> journal;

	private final Deque<Object> waiting = new ArrayDeque<>();

	private volatile @Nullable Object source;

	/**
	 * Create without anything to notify of.
	 * @param context the context whose listeners hear
	 * @param thread the thread
	 * @param scope renews the refresh scope, if a change does
	 * @param logLevels gives what sets log levels, if there is such a thing
	 * @param journal hears of rejections at once
	 */
	public Notifications(ApplicationContext context, NotificationThread thread, @Nullable ScopeRenewal scope,
			Supplier<@Nullable ConfigStoreLoggingRebinder> logLevels, Consumer<CandidateRejectedEvent> journal) {
		this.context = context;
		this.thread = thread;
		this.scope = scope;
		this.logLevels = SingletonSupplier.ofNullable(logLevels);
		this.journal = journal;
	}

	NotificationThread thread() {
		return this.thread;
	}

	/**
	 * Return the rebinder of another library, if there is one in the place of ours. It
	 * would reset and bind again what has been updated already.
	 */
	@Nullable ConfigurationPropertiesRebinder otherRebinder() {
		return this.context.getBeanProvider(ConfigurationPropertiesRebinder.class)
			.stream()
			.filter((rebinder) -> !(rebinder instanceof ConfigStoreRebinder))
			.findFirst()
			.orElse(null);
	}

	/**
	 * A rebinder of Spring Cloud's kind hears only events whose source is its context.
	 */
	private Object source() {
		Object source = this.source;
		if (source == null) {
			source = (otherRebinder() != null) ? this : this.context;
			this.source = source;
		}
		return source;
	}

	/**
	 * Notify of a change, some time. Returns at once.
	 * @param merge makes one of a change that still waits and this one
	 */
	void changed(Change change, BinaryOperator<Change> merge) {
		synchronized (this.waiting) {
			Change merged = change;
			for (Object each : List.copyOf(this.waiting)) {
				if (each instanceof Change earlier) {
					this.waiting.remove(each);
					merged = merge.apply(earlier, change);
				}
			}
			this.waiting.add(merged);
		}
		this.thread.execute(this::send);
	}

	/**
	 * Notify of a rejected candidate, some time. Returns at once.
	 */
	void rejected(CandidateRejectedEvent event) {
		this.journal.accept(event);
		synchronized (this.waiting) {
			List<Object> rejections = new ArrayList<>(this.waiting);
			rejections.removeIf((each) -> !(each instanceof CandidateRejectedEvent));
			if (rejections.size() >= MOST_REJECTIONS) {
				this.waiting.remove(rejections.get(0));
			}
			this.waiting.add(event);
		}
		this.thread.execute(this::send);
	}

	/**
	 * Renew refresh-scoped beans, some time.
	 */
	void renew(Set<String> beans) {
		ScopeRenewal scope = this.scope;
		if (scope != null && !beans.isEmpty()) {
			this.thread.execute(() -> scope.renew(beans));
		}
	}

	/** Takes one each time: merged ones leave a call without anything to send. */
	private void send() {
		Object next;
		synchronized (this.waiting) {
			next = this.waiting.poll();
		}
		if (next instanceof Change change) {
			send(change);
		}
		else if (next instanceof CandidateRejectedEvent event) {
			publish(event);
		}
	}

	private void send(Change change) {
		Set<String> names = change.changed().names();
		if (!names.isEmpty()) {
			publish(new UpdatedEnvironmentEvent(source(), names));
		}
		if (this.scope != null) {
			this.scope.renew(change.touched(), change.updated());
		}
		ConfigStoreLoggingRebinder logLevels = this.logLevels.get();
		if (logLevels != null) {
			this.thread.calls().guarded("Setting log levels", () -> logLevels.update(change.touched()));
		}
		SnapshotDiff diff = change.before().changesTo(change.after());
		if (!names.isEmpty()) {
			publish(new ConfigStoreRefreshedEvent(this.context, change.stores(), diff));
		}
	}

	private void publish(ApplicationEvent event) {
		GuardedListeners.publish(event, this.context, this.thread.calls());
	}

}
