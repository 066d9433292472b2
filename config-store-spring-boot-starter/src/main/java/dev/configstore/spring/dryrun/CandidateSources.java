package dev.configstore.spring.dryrun;

import java.util.List;

import dev.configstore.spring.env.PropertyGeneration;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.util.Assert;

/**
 * The property sources of an environment with a candidate in it, one candidate after the
 * other. Boot's index of the names is kept with them, and made anew only when names come
 * or go. Used by one thread at a time.
 */
final class CandidateSources {

	private final ConfigurableEnvironment environment;

	private List<PropertySource<?>> copied = List.of();

	private MutablePropertySources sources = new MutablePropertySources();

	private volatile @Nullable PropertyGeneration candidate;

	CandidateSources(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/**
	 * Return the sources with a candidate in them, until the next one is.
	 */
	MutablePropertySources with(PropertyGeneration candidate) {
		this.candidate = candidate;
		List<PropertySource<?>> present = this.environment.getPropertySources().stream().toList();
		if (!isCopy(present)) {
			this.sources = PropertyGeneration.sourcesOf(this.environment, this::candidate);
			this.copied = present;
		}
		return this.sources;
	}

	/** Sources are equal when their names are. */
	private boolean isCopy(List<PropertySource<?>> present) {
		if (present.size() != this.copied.size()) {
			return false;
		}
		for (int i = 0; i < present.size(); i++) {
			if (present.get(i) != this.copied.get(i)) {
				return false;
			}
		}
		return true;
	}

	private PropertyGeneration candidate() {
		PropertyGeneration candidate = this.candidate;
		Assert.state(candidate != null, "There is no candidate");
		return candidate;
	}

}
