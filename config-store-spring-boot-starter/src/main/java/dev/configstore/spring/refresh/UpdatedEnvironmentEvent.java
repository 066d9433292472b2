package dev.configstore.spring.refresh;

import java.util.Set;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;

/**
 * Tells every listener but our own rebinder that the environment has changed: the
 * affected beans are updated already.
 */
final class UpdatedEnvironmentEvent extends EnvironmentChangeEvent {

	UpdatedEnvironmentEvent(Object source, Set<String> names) {
		super(source, names);
	}

}
