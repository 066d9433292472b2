package dev.configstore.spring.support;

import java.time.Duration;

import dev.configstore.spring.notify.NotificationThread;
import org.awaitility.Awaitility;

import org.springframework.context.ApplicationContext;

/**
 * Waits until an application has notified others of what is in use: a reload returns
 * before that.
 */
public final class Notified {

	private Notified() {
	}

	public static void await(ApplicationContext context) {
		context.getBeanProvider(NotificationThread.class)
			.ifAvailable((thread) -> Awaitility.await("notifications")
				.pollInterval(Duration.ofMillis(5))
				.atMost(Duration.ofSeconds(20))
				.until(thread::isIdle));
	}

}
