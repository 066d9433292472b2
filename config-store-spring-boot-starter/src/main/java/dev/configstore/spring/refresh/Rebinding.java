package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Binds the beans of one context, and of those below it, that one change affects. Each
 * bean once.
 */
final class Rebinding {

	private final BoundBeans beans;

	private final Predicate<ConfigurationPropertyName> affected;

	private final Function<String, @Nullable String> rebind;

	private final List<Rebinding> below;

	private final Set<String> done = new HashSet<>();

	private final List<String> touched = new ArrayList<>();

	/**
	 * @param rebind binds a bean, and returns what failed or {@code null}
	 */
	Rebinding(BoundBeans beans, Predicate<ConfigurationPropertyName> affected,
			Function<String, @Nullable String> rebind, List<Rebinding> below) {
		this.beans = beans;
		this.affected = affected;
		this.rebind = rebind;
		this.below = below;
	}

	/**
	 * Bind those that were not bound by an earlier call, up to the first that fails.
	 * Spring Cloud learns of a bean only after it was bound, so one that was bound before
	 * the swap may turn up later.
	 * @return what failed, or {@code null}
	 */
	@Nullable String run() {
		for (String name : this.beans.names()) {
			if (this.done.add(name)) {
				ConfigurationPropertyName prefix = this.beans.prefix(name);
				if (prefix != null && this.affected.test(prefix)) {
					this.touched.add(name);
					String failure = this.rebind.apply(name);
					if (failure != null) {
						return failure;
					}
				}
			}
		}
		for (Rebinding rebinding : this.below) {
			String failure = rebinding.run();
			if (failure != null) {
				return failure;
			}
		}
		return null;
	}

	/**
	 * Bind those that were not bound by an earlier call, whatever fails.
	 */
	void runAll() {
		while (run() != null) {
			// The one that failed is done, the others are not.
		}
	}

	/**
	 * Bind again those that were bound, now that the properties are what they were.
	 */
	void undo() {
		this.touched.forEach(this.rebind::apply);
		this.below.forEach(Rebinding::undo);
	}

}
