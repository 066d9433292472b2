package dev.configstore.spring.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Everything of ours that can be reached from some objects by public methods without
 * arguments.
 */
public final class Reachable {

	/** What does something, instead of returning something. */
	private static final Set<String> ACTIONS = Set.of("close", "reload", "reloadUnpublished", "stop", "open", "start",
			"begin", "end", "run", "destroy", "hashCode", "clone", "notify", "notifyAll", "wait");

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	public static Set<Object> from(Object... objects) {
		Reachable reachable = new Reachable();
		for (Object object : objects) {
			reachable.add(object);
		}
		return reachable.seen;
	}

	private void add(@Nullable Object object) {
		if (object instanceof Optional<?> optional) {
			optional.ifPresent(this::add);
		}
		else if (object instanceof Collection<?> elements) {
			elements.forEach(this::add);
		}
		else if (object instanceof Map<?, ?> map) {
			map.values().forEach(this::add);
		}
		else if (object != null && object.getClass().getName().startsWith("dev.configstore.")
				&& !object.getClass().isEnum() && this.seen.add(object)) {
			for (Method method : object.getClass().getMethods()) {
				if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())
						&& !ACTIONS.contains(method.getName())) {
					add(result(method, object));
				}
			}
		}
	}

	private static @Nullable Object result(Method method, Object object) {
		try {
			method.setAccessible(true);
			return method.invoke(object);
		}
		catch (InvocationTargetException | IllegalAccessException ex) {
			return null;
		}
	}

}
