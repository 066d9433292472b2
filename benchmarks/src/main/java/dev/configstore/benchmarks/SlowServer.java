package dev.configstore.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP server that lets a while pass before each answer, as a network does.
 */
public final class SlowServer implements AutoCloseable {

	static {
		// Without it each answer on a kept connection waits 40 ms for an acknowledgement.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private SlowServer(HttpServer server) {
		this.server = server;
	}

	/**
	 * Start one on a free port.
	 */
	public static SlowServer start(Duration latency, Answer answer) {
		try {
			SlowServer slow = new SlowServer(
					HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
			slow.server.setExecutor(slow.threads);
			slow.server.createContext("/", (exchange) -> respond(exchange, latency, answer));
			slow.server.start();
			return slow;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void respond(HttpExchange exchange, Duration latency, Answer answer) throws IOException {
		try (exchange) {
			byte[] request = exchange.getRequestBody().readAllBytes();
			byte[] body = answer.answer(exchange, request);
			Thread.sleep(latency.toMillis());
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return where it listens.
	 */
	public URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * What it answers, always with status 200.
	 */
	@FunctionalInterface
	public interface Answer {

		/**
		 * Set the headers of the response and return its body.
		 */
		byte[] answer(HttpExchange exchange, byte[] request) throws IOException;

	}

}
