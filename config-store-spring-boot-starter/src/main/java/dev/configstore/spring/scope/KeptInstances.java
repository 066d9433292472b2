package dev.configstore.spring.scope;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import dev.configstore.spring.dryrun.BindFailures;
import dev.configstore.spring.notify.ForeignCall;
import dev.configstore.spring.notify.NotificationThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beans that keep their instance although they are to be renewed: those in use, which
 * are renewed when they are free, and those whose replacement cannot be made, which are
 * tried again, after one second at first and every 30 seconds in the end.
 */
final class KeptInstances {

	static final String BUSY = "busy";

	private static final Logger logger = LoggerFactory.getLogger(ConfigStoreRefreshScope.class);

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final Duration LAST_RETRY = Duration.ofSeconds(30);

	private final ConcurrentMap<String, Kept> kept = new ConcurrentHashMap<>();

	private final NotificationThread thread;

	private final Consumer<ScopedBean> renew;

	KeptInstances(NotificationThread thread, Consumer<ScopedBean> renew) {
		this.thread = thread;
		this.renew = renew;
	}

	void busy(ScopedBean bean) {
		this.kept.computeIfAbsent(bean.name(), (name) -> new Kept(BUSY, null, this.thread.calls()
			.begin("Bean '" + name + "' in refresh scope", "it keeps its old instance until it is free")));
	}

	void failed(ScopedBean bean, Throwable failure) {
		String reason = BindFailures.describe(failure);
		Kept before = this.kept.get(bean.name());
		if (before == null || !before.reason().equals(reason)) {
			logger.warn("Bean '{}' in refresh scope keeps its old instance, because no other can be made: {}",
					bean.name(), reason);
		}
		Duration delay = (before != null && before.delay() != null) ? before.delay().multipliedBy(2) : FIRST_RETRY;
		Kept now = new Kept(reason, (delay.compareTo(LAST_RETRY) < 0) ? delay : LAST_RETRY, null);
		end(this.kept.put(bean.name(), now));
		this.thread.executeLater(() -> {
			// Unless another attempt was made meanwhile.
			if (this.kept.get(bean.name()) == now) {
				this.renew.accept(bean);
			}
		}, delay);
	}

	void renewed(ScopedBean bean) {
		Kept before = this.kept.remove(bean.name());
		end(before);
		if (before != null && before.delay() != null) {
			logger.info("Bean '{}' in refresh scope has a new instance again", bean.name());
		}
	}

	private void end(@Nullable Kept kept) {
		if (kept != null && kept.use() != null) {
			this.thread.calls().end(kept.use());
		}
	}

	Map<String, String> reasons() {
		Map<String, String> reasons = new TreeMap<>();
		this.kept.forEach((name, kept) -> reasons.put(name, kept.reason()));
		return reasons;
	}

	/**
	 * Why an instance is kept.
	 *
	 * @param reason busy, or the failure
	 * @param delay how long until it is tried again; {@code null} if it is busy
	 * @param use the use of a busy one, as long as it lasts
	 */
	private record Kept(String reason, @Nullable Duration delay, @Nullable ForeignCall use) {

	}

}
