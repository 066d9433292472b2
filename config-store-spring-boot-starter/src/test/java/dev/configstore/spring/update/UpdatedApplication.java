package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import dev.configstore.spring.bound.BindingNotes;
import dev.configstore.spring.bound.BoundBeanNames;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.difference.Differences;
import dev.configstore.spring.difference.PlaceholderScan;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * A real application whose properties can be swapped, and are checked, swapped, updated
 * and taken back as a refresh does it.
 */
public final class UpdatedApplication implements AutoCloseable {

	private final Swappable source;

	private final ConfigurableApplicationContext context;

	private final Differences differences = new Differences(new PlaceholderScan((source) -> null));

	private UpdatedApplication(Map<String, Object> properties, Class<?>... configurations) {
		this.source = new Swappable("swappable", properties);
		List<Class<?>> classes = new ArrayList<>(List.of(configurations));
		classes.add(Engine.class);
		SpringApplication application = new SpringApplication(classes.toArray(Class<?>[]::new));
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.setDefaultProperties(
				Map.of("spring.config.name", "no-such-file", "logging.level.root", "warn", "local.word", "lw"));
		application.addInitializers((context) -> context.getEnvironment().getPropertySources().addFirst(this.source));
		this.context = application.run();
	}

	static UpdatedApplication start(Map<String, Object> properties, Class<?>... configurations) {
		return new UpdatedApplication(new HashMap<>(properties), configurations);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	BeanUpdater updater() {
		return bean(BeanUpdater.class);
	}

	BindingNotes notes() {
		return bean(BindingNotes.class);
	}

	/** What a refresh does, with its outcome. */
	UpdateOutcome change(Map<String, Object> after) {
		Map<String, Object> before = this.source.properties;
		BeanUpdate update = plan(after);
		if (!update.failures().isEmpty()) {
			return new UpdateOutcome(Set.of(), update.failures(), List.of());
		}
		this.source.properties = new HashMap<>(after);
		UpdateOutcome outcome = update.apply();
		if (!outcome.failures().isEmpty()) {
			this.source.properties = before;
			update.undo();
		}
		return outcome;
	}

	void swap(Map<String, Object> after) {
		this.source.properties = new HashMap<>(after);
	}

	Map<String, Object> properties() {
		return this.source.properties;
	}

	BeanUpdate plan(Map<String, Object> after) {
		MutablePropertySources before = with(this.source.properties);
		MutablePropertySources candidate = with(after);
		ChangedNames changed = this.differences.between(raw(this.source.properties, after), before, candidate);
		Map<String, Object> inUse = this.source.properties;
		this.source.properties = new HashMap<>(after);
		try {
			return updater().plan(changed);
		}
		finally {
			this.source.properties = inUse;
		}
	}

	Differences differences() {
		return this.differences;
	}

	MutablePropertySources with(Map<String, Object> properties) {
		MutablePropertySources sources = new MutablePropertySources();
		for (PropertySource<?> each : this.context.getEnvironment().getPropertySources()) {
			if (each == this.source) {
				sources.addLast(new Swappable("swappable", new HashMap<>(properties)));
			}
			else if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(each)) {
				sources.addLast(each);
			}
		}
		ConfigurationPropertySources.attach(new AbstractEnvironment(sources) {
		});
		return sources;
	}

	public static Set<String> raw(Map<String, Object> before, Map<String, Object> after) {
		Set<String> names = new TreeSet<>(before.keySet());
		names.addAll(after.keySet());
		names.removeIf((name) -> Objects.equals(before.get(name), after.get(name)));
		return names;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** What auto-configuration will make. */
	@Configuration(proxyBeanMethods = false)
	static class Engine {

		@Bean
		static BindingNotes bindingNotes() {
			return new BindingNotes();
		}

		@Bean
		static BoundBeanNames boundBeanNames(BindingNotes notes) {
			return new BoundBeanNames(notes);
		}

		@Bean
		BeanUpdater beanUpdater(ConfigurableApplicationContext context, BindingNotes notes) {
			return new BeanUpdater(context, notes);
		}

	}

	private static final class Swappable extends EnumerablePropertySource<Object> {

		private volatile Map<String, Object> properties;

		Swappable(String name, Map<String, Object> properties) {
			super(name, new Object());
			this.properties = properties;
		}

		@Override
		public String[] getPropertyNames() {
			return this.properties.keySet().toArray(String[]::new);
		}

		@Override
		public Object getProperty(String name) {
			return this.properties.get(name);
		}

	}

}
