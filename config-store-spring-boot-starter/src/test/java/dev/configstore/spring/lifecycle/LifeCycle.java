package dev.configstore.spring.lifecycle;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.autoconfigure.ConfigStoreAutoConfiguration;
import dev.configstore.spring.autoconfigure.ConfigStoreRefreshAutoConfiguration;
import dev.configstore.spring.support.CountedClients;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.builder.ParentContextCloserApplicationListener;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.cloud.context.restart.RestartEndpoint;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * The ways in which an application, or a part of it, comes to life.
 */
enum LifeCycle {

	APPLICATION(Kind.FOLLOWS),

	LAZY(Kind.FOLLOWS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			return run(Whole.class, with(arguments, "--spring.main.lazy-initialization=true"));
		}

	},

	RESTARTED_IN_PLACE(Kind.FOLLOWS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			return run(Whole.class,
					with(arguments, "--management.endpoint.restart.access=unrestricted",
							"--management.endpoints.web.exposure.include=restart"))
				.getBean(RestartEndpoint.class)
				.doRestart();
		}

	},

	/** As the cache of Spring's tests does with contexts that no test uses. */
	PAUSED_AND_RESTARTED(Kind.FOLLOWS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			ConfigurableApplicationContext context = run(Whole.class, arguments);
			context.pause();
			context.restart();
			return context;
		}

	},

	/** As after a checkpoint and a restore. */
	STOPPED_AND_STARTED(Kind.FOLLOWS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			ConfigurableApplicationContext context = run(Whole.class, arguments);
			context.stop();
			context.start();
			return context;
		}

	},

	CHILD_WITH_ITS_OWN_IMPORT(Kind.FOLLOWS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			return builder(Whole.class).parent(parent(arguments)).run(arguments);
		}

	},

	CHILD_OF_ONE_WITH_THE_IMPORT(Kind.FOLLOWS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			return builder(Whole.class).parent(parent(arguments)).run();
		}

	},

	/** Started, and never ready. */
	IN_A_RUNNER_THAT_DOES_NOT_END(Kind.FOLLOWS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			CompletableFuture<ConfigurableApplicationContext> running = new CompletableFuture<>();
			SpringApplicationBuilder application = builder(Whole.class).initializers(
					(context) -> context.getBeanFactory().registerSingleton("runner", new Runner(context, running)));
			CompletableFuture.runAsync(() -> application.run(arguments))
				.exceptionally((failure) -> running.completeExceptionally(failure) ? null : null);
			return running.orTimeout(60, TimeUnit.SECONDS).join();
		}

	},

	/** The other one goes on when it is closed. */
	BESIDE_ANOTHER_APPLICATION(Kind.FOLLOWS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			ConfigurableApplicationContext other = parent(arguments);
			ConfigurableApplicationContext context = run(Whole.class, arguments);
			context.getBeanFactory().registerSingleton("other", new Other(other));
			return context;
		}

	},

	SLICE(Kind.LOADS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			return run(Slice.class, arguments);
		}

	},

	CONTEXT_WITHOUT_APPLICATION(Kind.LOADS) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
			context.getEnvironment().getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
			new ConfigDataApplicationContextInitializer().initialize(context);
			context.register(Bare.class);
			context.refresh();
			return context;
		}

	},

	/** No file is read, so an import is not either. */
	BARE_CONTEXT(Kind.NOTHING) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
			context.getEnvironment().getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
			context.register(Bare.class);
			context.refresh();
			return context;
		}

	},

	WITHOUT_AN_IMPORT(Kind.NOTHING) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			return run(Whole.class,
					Arrays.stream(arguments)
						.filter((argument) -> !argument.startsWith("--spring."))
						.toArray(String[]::new));
		}

	},

	DISABLED(Kind.NOTHING) {

		@Override
		ConfigurableApplicationContext start(String... arguments) {
			return run(Whole.class, with(arguments, "--config-store.enabled=false"));
		}

	};

	/** Those of all applications of this JVM, but for what has no application. */
	static final CountedClients CLIENTS = new CountedClients();

	private final Kind kind;

	LifeCycle(Kind kind) {
		this.kind = kind;
	}

	Kind kind() {
		return this.kind;
	}

	/** Without an application there is no bootstrap context. */
	boolean hasBootstrapDoor() {
		return this != CONTEXT_WITHOUT_APPLICATION && this != BARE_CONTEXT && this != WITHOUT_AN_IMPORT;
	}

	/** Two applications, or a parent and a child, that each have an import. */
	int polls() {
		return (this == CHILD_WITH_ITS_OWN_IMPORT || this == BESIDE_ANOTHER_APPLICATION) ? 2 : 1;
	}

	ConfigurableApplicationContext start(String... arguments) {
		return run(Whole.class, arguments);
	}

	private static SpringApplicationBuilder builder(Class<?> source) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.addBootstrapRegistryInitializer(
					(registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(CLIENTS)))
			.registerShutdownHook(false);
	}

	private static ConfigurableApplicationContext run(Class<?> source, String... arguments) {
		return builder(source).run(arguments);
	}

	private static String[] with(String[] arguments, String... more) {
		String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
		System.arraycopy(more, 0, all, arguments.length, more.length);
		return all;
	}

	private static ConfigurableApplicationContext parent(String... arguments) {
		ConfigurableApplicationContext parent = run(Parent.class, arguments);
		parent.getBeanFactory().registerSingleton("listeners", Listeners.of(parent));
		return parent;
	}

	/**
	 * Return the parent, or the other application, that was started with a context and
	 * goes on when that is closed.
	 */
	static @Nullable ConfigurableApplicationContext parentOf(ConfigurableApplicationContext context) {
		Other other = context.getBeanProvider(Other.class).getIfAvailable();
		if (other != null) {
			return other.context();
		}
		for (ApplicationContext each = context.getParent(); each != null; each = each.getParent()) {
			if (each.getBeanNamesForType(Parent.class).length > 0) {
				return (ConfigurableApplicationContext) each;
			}
		}
		return null;
	}

	/**
	 * What is to be expected.
	 */
	enum Kind {

		/** Loads at start, and follows. */
		FOLLOWS,

		/** Loads at start. */
		LOADS,

		/** Reads no store. */
		NOTHING

	}

	/**
	 * The listeners of a context, by their types.
	 */
	record Listeners(List<String> types) {

		/** Boot leaves one of its own for each child, which holds that weakly. */
		static Listeners of(ConfigurableApplicationContext context) {
			return new Listeners(((AbstractApplicationContext) context).getApplicationListeners()
				.stream()
				.map((listener) -> listener.getClass().getName())
				.filter((type) -> !type.startsWith(ParentContextCloserApplicationListener.class.getName()))
				.sorted()
				.toList());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Db.class)
	static class Whole {

	}

	/**
	 * An application beside the one that is tested.
	 */
	record Other(ConfigurableApplicationContext context) {

	}

	/**
	 * Runs until its context is closed.
	 */
	private static final class Runner implements ApplicationRunner, ApplicationListener<ContextClosedEvent> {

		private final ConfigurableApplicationContext context;

		private final CompletableFuture<ConfigurableApplicationContext> running;

		private final CountDownLatch closed = new CountDownLatch(1);

		Runner(ConfigurableApplicationContext context, CompletableFuture<ConfigurableApplicationContext> running) {
			this.context = context;
			this.running = running;
			context.addApplicationListener(this);
		}

		@Override
		public void run(ApplicationArguments arguments) throws InterruptedException {
			this.running.complete(this.context);
			this.closed.await();
		}

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			this.closed.countDown();
		}

	}

	/** What the bootstrap context has. */
	@Configuration(proxyBeanMethods = false)
	static class Bootstrap {

		@Bean
		ConfigStoreClientCustomizer clients() {
			return CLIENTS;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Parent {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	static class Slice {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Db.class)
	@ImportAutoConfiguration({ ConfigStoreAutoConfiguration.class, ConfigStoreRefreshAutoConfiguration.class })
	static class Bare {

	}

}
