package dev.configstore.benchmarks.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers {@code GetParametersByPath} as AWS Systems Manager does: ten parameters a page.
 */
final class ParameterStoreServer implements AutoCloseable {

	private static final int PAGE = 10;

	private static final Pattern TOKEN = Pattern.compile("\"NextToken\"\\s*:\\s*\"(\\d+)\"");

	private final HttpServer server;

	private final List<String> parameters;

	/**
	 * @param path the path the parameters stand below
	 * @param properties the properties, each a parameter; their values need no escape in
	 * JSON
	 */
	ParameterStoreServer(String path, Map<String, String> properties) throws IOException {
		this.parameters = properties.entrySet()
			.stream()
			.map((property) -> """
					{"Name":"%s%s","Type":"String","Value":"%s","Version":1,"DataType":"text"}""".formatted(path,
					property.getKey().replace('.', '/'), property.getValue()))
			.toList();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			Matcher token = TOKEN.matcher(request);
			int first = token.find() ? Integer.parseInt(token.group(1)) : 0;
			int end = Math.min(first + PAGE, this.parameters.size());
			String next = (end < this.parameters.size()) ? ",\"NextToken\":\"" + end + "\"" : "";
			byte[] body = this.parameters.subList(first, end)
				.stream()
				.collect(Collectors.joining(",", "{\"Parameters\":[", "]" + next + "}"))
				.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
