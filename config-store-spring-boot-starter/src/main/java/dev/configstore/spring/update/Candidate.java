package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.spring.bound.BindingNotes;
import dev.configstore.spring.bound.NoDirectPropertyHandler;
import dev.configstore.spring.bound.NotingBindHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.BoundPropertiesTrackingBindHandler;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;

/**
 * What beans are bound from: a binder, its sources, and the handlers that Boot would use.
 * Without the two that act on the whole bean: validation, and the one that swallows a
 * missing converter for it.
 */
final class Candidate {

	private final Binder binder;

	private final List<ConfigurationPropertySource> sources = new ArrayList<>();

	private final List<ConfigurationPropertiesBindHandlerAdvisor> advisors;

	/**
	 * @param advisors the context's, in their order; ours is passed over
	 */
	Candidate(Binder binder, List<ConfigurationPropertiesBindHandlerAdvisor> advisors) {
		this.binder = binder;
		this.advisors = advisors.stream().filter((advisor) -> !(advisor instanceof BindingNotes)).toList();
		binder.bind("sources", Bindable.of(Object.class), new SourcesHandler(this.sources));
	}

	Binder binder() {
		return this.binder;
	}

	BindHandler handler(InstancePlan plan) {
		BindHandler handler = new BoundPropertiesTrackingBindHandler(plan.bound()::add);
		handler = new NoDirectPropertyHandler(handler);
		if (plan.instance().annotation().ignoreInvalidFields()) {
			handler = new IgnoreErrorsBindHandler(handler);
		}
		if (!plan.instance().annotation().ignoreUnknownFields()) {
			handler = new NoUnboundElementsBindHandler(handler, new UnboundElementsSourceFilter());
		}
		for (ConfigurationPropertiesBindHandlerAdvisor advisor : this.advisors) {
			handler = advisor.apply(handler);
		}
		return new NotingBindHandler(handler, plan.found());
	}

	boolean hasValue(ConfigurationPropertyName name) {
		return this.sources.stream().anyMatch((source) -> source.getConfigurationProperty(name) != null);
	}

	boolean hasBelow(ConfigurationPropertyName name) {
		return this.sources.stream()
			.anyMatch((source) -> source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
	}

	/**
	 * Whether Boot would try to bind the name at all.
	 */
	boolean isPresent(ConfigurationPropertyName name) {
		return hasValue(name) || this.sources.stream()
			.anyMatch((source) -> source.containsDescendantOf(name) != ConfigurationPropertyState.ABSENT);
	}

	/**
	 * Return what has a name in the sources that a strict bean has to bind completely.
	 */
	Set<ConfigurationProperty> strictProperties(ConfigurationPropertyName name) {
		UnboundElementsSourceFilter filter = new UnboundElementsSourceFilter();
		Set<ConfigurationProperty> properties = new TreeSet<>();
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty property = (source instanceof IterableConfigurationPropertySource
					&& filter.apply(source)) ? source.getConfigurationProperty(name) : null;
			if (property != null) {
				properties.add(property);
			}
		}
		return properties;
	}

	/** Takes the sources and binds nothing. */
	private static final class SourcesHandler implements BindHandler {

		private final List<ConfigurationPropertySource> sources;

		SourcesHandler(List<ConfigurationPropertySource> sources) {
			this.sources = sources;
		}

		@Override
		public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
				BindContext context) {
			context.getSources().forEach(this.sources::add);
			return null;
		}

	}

}
