package dev.configstore.spring.platform;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.Conversation;
import dev.configstore.spring.support.CountedClients;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application for a JVM of its own, that tells what goes on in it. Devtools may start
 * it again there.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(PlatformApplication.Controller.class)
class PlatformApplication {

	public static void main(String[] arguments) {
		CountedClients clients = new CountedClients();
		SpringApplication application = new SpringApplication(PlatformApplication.class);
		application.addBootstrapRegistryInitializer(
				(registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(clients)));
		ConfigurableApplicationContext context = application.run(arguments);
		Starts.add(context.getBean(ConfigStoreRuntime.class), clients::open);
		Conversation.say("started");
		// Devtools waits for the end of the main method.
		new Thread(() -> Conversation.hold((question) -> answer(question, context)), "conversation").start();
	}

	private static Object answer(String question, ConfigurableApplicationContext context) {
		return switch (question) {
			case "host" -> String.valueOf(context.getEnvironment().getProperty("db.host"));
			case "requests" -> requests(context.getEnvironment().getRequiredProperty("local.server.port"));
			case "watch" -> PinnedThreads.watch();
			case "pinned" -> PinnedThreads.stop();
			case "loader" -> PlatformApplication.class.getClassLoader().getClass().getSimpleName() + " "
					+ ConfigStoreRuntime.class.getClassLoader().getClass().getSimpleName();
			case "restart" -> restart();
			case "left" -> Starts.left();
			case "close" -> {
				context.close();
				yield "closed";
			}
			default -> throw new IllegalArgumentException(question);
		};
	}

	/** Many at the same time. */
	private static Object requests(String port) {
		HttpClient client = HttpClient.newHttpClient();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/host")).build();
		List<CompletableFuture<HttpResponse<String>>> answers = Stream
			.generate(() -> client.sendAsync(request, BodyHandlers.ofString()))
			.limit(50)
			.toList();
		return answers.stream().map((answer) -> answer.join().body()).collect(Collectors.toSet());
	}

	private static String restart() {
		Thread thread = new Thread(() -> Restarter.getInstance().restart(), "restart");
		thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
		thread.start();
		return Conversation.END;
	}

	/**
	 * Answers with the property, read on the thread of the request.
	 */
	@RestController
	static class Controller {

		private final Environment environment;

		Controller(Environment environment) {
			this.environment = environment;
		}

		@GetMapping("/host")
		String host() {
			boolean virtual = Thread.currentThread().toString().startsWith("VirtualThread");
			return this.environment.getProperty("db.host") + (virtual ? " virtual" : "");
		}

	}

	/**
	 * What remains of the starts in one JVM, whose classes differ.
	 */
	private static final class Starts {

		private static final String NAME = "starts";

		@SuppressWarnings("unchecked")
		private static List<Map.Entry<WeakReference<Object>, IntSupplier>> all() {
			return (List<Map.Entry<WeakReference<Object>, IntSupplier>>) System.getProperties()
				.computeIfAbsent(NAME, (name) -> new CopyOnWriteArrayList<>());
		}

		static void add(Object runtime, IntSupplier openClients) {
			all().add(Map.entry(new WeakReference<>(runtime), openClients));
		}

		static String left() {
			System.gc();
			long reloading = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().startsWith("config-store-reload"))
				.count();
			return "clients=" + all().stream().map((start) -> start.getValue().getAsInt()).toList() + " runtimes="
					+ all().stream().map((start) -> (start.getKey().get() != null) ? 1 : 0).toList() + " threads="
					+ reloading;
		}

	}

}
