package dev.configstore.benchmarks.loading;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import dev.configstore.benchmarks.Samples;
import dev.configstore.benchmarks.SlowServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GetParametersByPath} of AWS Systems Manager, over the wire's protocol: ten
 * parameters a page, which is the service's maximum.
 */
final class FakeParameterStore implements SlowServer.Answer {

	private static final int PAGE = 10;

	private static final String OPERATION = "AmazonSSM.GetParametersByPath";

	/** Tokens of the service are of about this length. */
	private static final String TOKEN = "AAEA" + "x".repeat(160) + "-";

	private final JsonMapper json = new JsonMapper();

	private final Map<String, List<byte[]>> pagesByPath = new LinkedHashMap<>();

	/**
	 * Add the options as one JSON parameter each.
	 */
	void addJson(String path, int options) {
		add(path, Samples.options(options)
			.entrySet()
			.stream()
			.map((option) -> parameter(path + option.getKey(), this.json.writeValueAsString(Map.ofEntries(option)))));
	}

	/**
	 * Add the options as one parameter a key.
	 */
	void addKeys(String path, int options) {
		add(path, Samples.options(options)
			.entrySet()
			.stream()
			.flatMap((option) -> option.getValue()
				.entrySet()
				.stream()
				.map((key) -> parameter(path + option.getKey() + "/" + key.getKey(), key.getValue().toString()))));
	}

	private void add(String path, Stream<Map<String, Object>> parameters) {
		List<Map<String, Object>> all = parameters.collect(Collectors.toList());
		List<byte[]> pages = new ArrayList<>();
		for (int i = 0; i < all.size(); i += PAGE) {
			Map<String, Object> page = new LinkedHashMap<>();
			page.put("Parameters", all.subList(i, Math.min(i + PAGE, all.size())));
			if (i + PAGE < all.size()) {
				page.put("NextToken", TOKEN + (pages.size() + 1));
			}
			pages.add(this.json.writeValueAsBytes(page));
		}
		this.pagesByPath.put(path, pages);
	}

	private static Map<String, Object> parameter(String name, String value) {
		Map<String, Object> parameter = new LinkedHashMap<>();
		parameter.put("ARN", "arn:aws:ssm:eu-west-1:123456789012:parameter" + name);
		parameter.put("DataType", "text");
		parameter.put("LastModifiedDate", 1_790_000_000.123);
		parameter.put("Name", name);
		parameter.put("Type", "String");
		parameter.put("Value", value);
		parameter.put("Version", 1);
		return parameter;
	}

	@Override
	public byte[] answer(HttpExchange exchange, byte[] request) {
		String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
		if (!OPERATION.equals(operation)) {
			throw new IllegalStateException("Only " + OPERATION + " is answered, not " + operation);
		}
		JsonNode question = this.json.readTree(new String(request, StandardCharsets.UTF_8));
		String token = question.path("NextToken").asString("");
		int page = token.isEmpty() ? 0 : Integer.parseInt(token.substring(TOKEN.length()));
		exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
		return this.pagesByPath.getOrDefault(question.path("Path").asString(), List.of()).get(page);
	}

}
