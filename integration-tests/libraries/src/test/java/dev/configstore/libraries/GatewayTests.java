package dev.configstore.libraries;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud Gateway, whose routes are in refresh scope: a route that cannot be made
 * leaves the others in service.
 */
@ExtendWith({ EmbeddedDynamoDbExtension.class, OutputCaptureExtension.class })
class GatewayTests {

	private static final String ROUTES = "spring.cloud.gateway.server.webmvc.routes";

	private final EmbeddedTable table;

	@SuppressWarnings("NullAway.Init")
	private HttpServer shop;

	@SuppressWarnings("NullAway.Init")
	private LibraryApplication application;

	GatewayTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void start() throws IOException {
		this.shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.shop.createContext("/", (exchange) -> {
			try (exchange) {
				exchange.sendResponseHeaders(204, -1);
			}
		});
		this.shop.start();
		this.table.clear();
		route(0, "Path=/shop/**");
		this.application = LibraryApplication.start(WebApplicationType.SERVLET, this.table,
				"org.springframework.cloud.gateway.,org.springframework.boot.webmvc.,org.springframework.boot.tomcat.,"
						+ "org.springframework.boot.servlet.,org.springframework.boot.web.,"
						+ "org.springframework.boot.http.client.autoconfigure.HttpClient,"
						+ "org.springframework.boot.http.client.autoconfigure.imperative.,org.springframework.boot.http.converter.,"
						+ "org.springframework.boot.restclient.,org.springframework.boot.autoconfigure.availability.,org.springframework.boot.autoconfigure.ssl.,"
						+ "org.springframework.boot.health.,org.springframework.boot.actuate.,"
						+ "org.springframework.boot.jackson.",
				Empty.class, "server.port=0",
				// It takes the requests of all paths without a route.
				"spring.cloud.gateway.server.webmvc.function.enabled=false",
				"management.endpoint.health.show-details=always");
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.shop.stop(0);
	}

	private void route(int index, String predicate) {
		this.table.put("prod", ROUTES + "[" + index + "]", Map.of("id", "route" + index, "uri",
				"http://127.0.0.1:" + this.shop.getAddress().getPort(), "predicates[0]", predicate));
	}

	private int get(String path) {
		String port = this.application.context().getEnvironment().getRequiredProperty("local.server.port");
		return RestClient.create()
			.get()
			.uri(URI.create("http://127.0.0.1:" + port + path))
			.exchange((request, response) -> response.getStatusCode().value());
	}

	@Test
	void theOldRoutesServeWhenANewOneCannotBeMade(CapturedOutput output) {
		assertThat(get("/shop/1")).isEqualTo(204);
		assertThat(get("/bank/1")).isEqualTo(404);
		route(1, "Pth=/bank/**");
		this.application.reloadApplies();
		assertThat(get("/shop/1")).isEqualTo(204);
		assertThat(get("/actuator/health")).isEqualTo(200);
		assertThat(output.getOut().split("in refresh scope keeps its old instance", -1)).as("one warning").hasSize(2);
		route(1, "Path=/bank/**");
		this.application.reloadApplies();
		assertThat(get("/bank/1")).isEqualTo(204);
		assertThat(get("/shop/1")).isEqualTo(204);
		assertThat(get("/actuator/health")).isEqualTo(200);
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
