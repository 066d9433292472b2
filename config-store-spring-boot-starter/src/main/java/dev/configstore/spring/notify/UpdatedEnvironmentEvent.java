package dev.configstore.spring.notify;

import java.util.Set;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;

/**
 * Tells every listener but our own rebinder that the environment has changed: the
 * affected beans are updated already.
 */
public final class UpdatedEnvironmentEvent extends EnvironmentChangeEvent {

	/**
	 * Create an event.
	 * @param source the context; something else where another library's rebinder must not
	 * hear it
	 * @param names the names that differ
	 */
	public UpdatedEnvironmentEvent(Object source, Set<String> names) {
		super(source, names);
	}

}
