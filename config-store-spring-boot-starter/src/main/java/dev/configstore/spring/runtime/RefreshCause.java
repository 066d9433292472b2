package dev.configstore.spring.runtime;

import java.util.Set;

/**
 * Why Spring Cloud refreshes: an operator asks for it, or another configuration system
 * has sent a {@code RefreshEvent}. Spring Cloud does not pass it on, so the call stack of
 * the refreshing thread tells. A program that calls {@code ContextRefresher} itself
 * counts as an operator.
 */
final class RefreshCause {

	private static final Set<String> EVENT_LISTENERS = Set
		.of("org.springframework.cloud.endpoint.event.RefreshEventListener");

	private RefreshCause() {
	}

	/**
	 * Whether this thread handles an event of another configuration system.
	 */
	static boolean isEvent() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.anyMatch((frame) -> EVENT_LISTENERS.contains(frame.getClassName())));
	}

}
