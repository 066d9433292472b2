package dev.configstore.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;

/**
 * Answers as DynamoDB Local did when it was asked the same for the first time, byte for
 * byte: the database takes no part in what is timed, which is slow and noisy.
 */
public final class RecordedTable implements SlowServer.Answer {

	private static final List<String> PASSED_ON = List.of("X-Amz-Target", "Content-Type", "Authorization",
			"X-Amz-Date");

	private final HttpClient http = HttpClient.newHttpClient();

	private final URI dynamoDb;

	private final Map<String, Recorded> answers = new ConcurrentHashMap<>();

	/**
	 * Create one without any record.
	 * @param dynamoDb who is asked
	 */
	public RecordedTable(URI dynamoDb) {
		this.dynamoDb = dynamoDb;
	}

	@Override
	public byte[] answer(HttpExchange exchange, byte[] request) throws IOException {
		Recorded answer = this.answers.computeIfAbsent(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " "
				+ new String(request, StandardCharsets.UTF_8), (question) -> ask(exchange, request));
		exchange.getResponseHeaders().putAll(answer.headers());
		return answer.body();
	}

	private Recorded ask(HttpExchange exchange, byte[] request) {
		HttpRequest.Builder question = HttpRequest.newBuilder(this.dynamoDb)
			.POST(HttpRequest.BodyPublishers.ofByteArray(request));
		PASSED_ON.forEach((header) -> question.header(header, exchange.getRequestHeaders().getFirst(header)));
		try {
			HttpResponse<byte[]> answer = this.http.send(question.build(), HttpResponse.BodyHandlers.ofByteArray());
			if (answer.statusCode() != 200) {
				throw new IllegalStateException("DynamoDB Local answered " + answer.statusCode());
			}
			Map<String, List<String>> headers = new ConcurrentHashMap<>(answer.headers().map());
			headers.keySet().removeIf((name) -> !name.startsWith("x-amz") && !name.startsWith("content-type"));
			return new Recorded(headers, answer.body());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private record Recorded(Map<String, List<String>> headers, byte[] body) {

	}

}
