package dev.configstore.spring.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.configstore.test.EmbeddedTable;

/**
 * Stands between an application and DynamoDB Local, and keeps what is asked. It sees what
 * the interceptor of a {@code RequestRecorder} cannot: the requests of an application in
 * another JVM, and those of clients that nobody let a test customize.
 */
public final class CountingProxy implements AutoCloseable {

	private static final List<String> PASSED_ON = List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date",
			"X-Amz-Security-Token");

	private final URI target;

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool((work) -> {
		Thread thread = new Thread(work, "counting-proxy");
		thread.setDaemon(true);
		return thread;
	});

	private final HttpClient client = HttpClient.newHttpClient();

	private final List<String> operations = new CopyOnWriteArrayList<>();

	public CountingProxy(EmbeddedTable table) {
		this.target = table.endpoint();
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::passOn);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	private void passOn(HttpExchange exchange) throws IOException {
		String operation = Objects.toString(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
		byte[] body = exchange.getRequestBody().readAllBytes();
		boolean pollAtVersion = new String(body, java.nio.charset.StandardCharsets.UTF_8).contains("#meta");
		this.operations.add(operation.substring(operation.indexOf('.') + 1) + (pollAtVersion ? " of version" : ""));
		HttpRequest.Builder request = HttpRequest.newBuilder(this.target).POST(BodyPublishers.ofByteArray(body));
		PASSED_ON.forEach((name) -> {
			String value = exchange.getRequestHeaders().getFirst(name);
			if (value != null) {
				request.header(name, value);
			}
		});
		try (exchange) {
			HttpResponse<byte[]> response = this.client.send(request.build(), BodyHandlers.ofByteArray());
			response.headers()
				.firstValue("x-amz-crc32")
				.ifPresent((crc) -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
			exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
			exchange.sendResponseHeaders(response.statusCode(), response.body().length);
			exchange.getResponseBody().write(response.body());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	public URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * Return the operations by name, reads of a version among them.
	 */
	public List<String> operations() {
		return List.copyOf(this.operations);
	}

	/**
	 * Return how often a store was read as a whole.
	 */
	public long queries() {
		return this.operations.stream().filter("Query"::equals).count();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
