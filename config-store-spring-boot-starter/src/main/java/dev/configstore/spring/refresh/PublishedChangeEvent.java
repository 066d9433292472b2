package dev.configstore.spring.refresh;

import java.util.Set;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;

/**
 * Tells everybody but our own rebinder that the environment has changed: the affected
 * beans are bound already.
 */
final class PublishedChangeEvent extends EnvironmentChangeEvent {

	PublishedChangeEvent(ApplicationContext context, Set<String> names) {
		super(context, names);
	}

}
