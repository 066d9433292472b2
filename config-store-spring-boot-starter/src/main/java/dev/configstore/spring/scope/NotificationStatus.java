package dev.configstore.spring.scope;

import java.util.List;
import java.util.Map;

import dev.configstore.spring.notify.ForeignCall;
import dev.configstore.spring.notify.NotificationThread;
import org.jspecify.annotations.Nullable;

/**
 * What other people's code holds up at the moment, for operators.
 */
public final class NotificationStatus {

	private final NotificationThread thread;

	private final @Nullable ConfigStoreRefreshScope scope;

	/**
	 * Create a status.
	 * @param thread the thread that notifies
	 * @param scope the refresh scope, unless it is the application's own
	 */
	public NotificationStatus(NotificationThread thread, @Nullable ConfigStoreRefreshScope scope) {
		this.thread = thread;
		this.scope = scope;
	}

	/**
	 * Return what takes longer than {@code config-store.notify-timeout}.
	 * @return beans and listeners, by name; the longest first
	 */
	public List<String> hanging() {
		return this.thread.calls().hanging().stream().map(ForeignCall::what).toList();
	}

	/**
	 * Return the beans in refresh scope that keep their instance although they are to be
	 * renewed.
	 * @return {@code busy}, or what failed, by the name of the bean
	 */
	public Map<String, String> notRenewed() {
		ConfigStoreRefreshScope scope = this.scope;
		return (scope != null) ? scope.kept() : Map.of();
	}

}
