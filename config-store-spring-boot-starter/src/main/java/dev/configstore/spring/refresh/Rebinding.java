package dev.configstore.spring.refresh;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Binds the beans of one context, and of those below it, that one change affects. Each
 * bean once.
 */
final class Rebinding {

	private final BoundBeans beans;

	private final Predicate<ConfigurationPropertyName> affected;

	private final Consumer<String> rebind;

	private final List<Rebinding> below;

	private final Set<String> done = new HashSet<>();

	Rebinding(BoundBeans beans, Predicate<ConfigurationPropertyName> affected, Consumer<String> rebind,
			List<Rebinding> below) {
		this.beans = beans;
		this.affected = affected;
		this.rebind = rebind;
		this.below = below;
	}

	/**
	 * Bind those that were not bound by an earlier call. Spring Cloud learns of a bean
	 * only after it was bound, so one that was bound before the swap may turn up later.
	 */
	void run() {
		for (String name : this.beans.names()) {
			if (this.done.add(name)) {
				ConfigurationPropertyName prefix = this.beans.prefix(name);
				if (prefix != null && this.affected.test(prefix)) {
					this.rebind.accept(name);
				}
			}
		}
		this.below.forEach(Rebinding::run);
	}

}
