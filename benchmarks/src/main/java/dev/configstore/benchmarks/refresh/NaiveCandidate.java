package dev.configstore.benchmarks.refresh;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.configstore.benchmarks.Samples;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

/**
 * The least that renews beans: another property source in the place of the last one, an
 * event that names what is known to have changed, and an empty refresh scope. Nothing is
 * compared, checked or put back.
 */
final class NaiveCandidate extends Candidate {

	private static final String NAME = "naive";

	private final Map<String, Map<String, Object>> options;

	private NaiveCandidate(ConfigurableApplicationContext context, Map<String, Map<String, Object>> options) {
		super(context);
		this.options = options;
	}

	static NaiveCandidate start(int options) {
		Map<String, Map<String, Object>> all = Samples.options(options);
		ConfigurableApplicationContext context = application()
			.initializers((starting) -> starting.getEnvironment().getPropertySources().addFirst(source(all)))
			.run("--config-store.enabled=false");
		return new NaiveCandidate(context, all);
	}

	private static PropertySource<?> source(Map<String, Map<String, Object>> options) {
		Map<String, Object> properties = new HashMap<>();
		options.forEach((option, keys) -> keys.forEach((key, value) -> properties.put(option + "." + key, value)));
		return new OriginTrackedMapPropertySource(NAME, properties, true);
	}

	@Override
	void prepare(int revision) {
		this.options.put(Samples.name(CHANGED), Samples.keys(CHANGED, revision));
	}

	@Override
	long refresh(int revision) {
		long known = System.nanoTime();
		context().getEnvironment().getPropertySources().replace(NAME, source(this.options));
		context().publishEvent(new EnvironmentChangeEvent(context(), Set.of(Samples.name(CHANGED) + ".host")));
		context().getBean(RefreshScope.class).refreshAll();
		return known;
	}

}
