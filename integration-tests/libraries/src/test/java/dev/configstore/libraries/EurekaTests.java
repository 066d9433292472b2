package dev.configstore.libraries;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.netflix.appinfo.ApplicationInfoManager;
import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.scope.ScopedObject;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eureka's client, whose beans are in refresh scope and whose refresher hears the scope's
 * event: a change of something else does not reach the registry.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class EurekaTests {

	private final EmbeddedTable table;

	@SuppressWarnings("NullAway.Init")
	private Registry registry;

	@SuppressWarnings("NullAway.Init")
	private LibraryApplication application;

	EurekaTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void start() throws IOException {
		this.table.clear();
		this.table.put("prod", "shop", Map.of("name", "one"));
		this.table.put("prod", "eureka.instance.metadata-map", Map.of("zone", "a"));
		this.registry = new Registry();
		this.application = LibraryApplication
			.start(this.table, "org.springframework.cloud.netflix.eureka.,org.springframework.cloud.client.,"
					+ "org.springframework.cloud.commons.,org.springframework.boot.restclient.,"
					+ "org.springframework.boot.http.client.autoconfigure.HttpClient,"
					+ "org.springframework.boot.http.client.autoconfigure.imperative.,org.springframework.boot.http.converter.",
					Empty.class, "spring.application.name=shop", "spring.cloud.loadbalancer.enabled=false",
					"eureka.client.service-url.defaultZone=" + this.registry.url(),
					"eureka.client.fetch-registry=false",
					"eureka.client.initial-instance-info-replication-interval-seconds=0");
		Awaitility.await().until(() -> this.registry.writes.stream().anyMatch((write) -> write.contains("UP")));
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.registry.close();
	}

	private Object target(String bean) {
		return ((ScopedObject) this.application.context().getBean(bean)).getTargetObject();
	}

	@Test
	void nothingReachesTheRegistryWhenSomethingElseChanges() {
		List<InstanceStatus> statuses = new CopyOnWriteArrayList<>();
		this.application.bean(ApplicationInfoManager.class).registerStatusChangeListener(new Statuses(statuses));
		Object client = target("eurekaClient");
		this.registry.writes.clear();
		this.table.putKey("prod", "shop", "name", "two");
		this.application.reloadApplies();
		assertThat(statuses).isEmpty();
		assertThat(this.registry.writes).isEmpty();
		assertThat(target("eurekaClient")).isSameAs(client);
		assertThat(this.application.bean(ApplicationInfoManager.class).getInfo().getStatus())
			.isEqualTo(InstanceStatus.UP);
	}

	@Test
	void whatIsConfiguredReachesTheRegistry() {
		this.registry.writes.clear();
		this.table.putKey("prod", "eureka.instance.metadata-map", "zone", "b");
		this.application.reloadApplies();
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.registry.writes)
				.anySatisfy((write) -> assertThat(write).contains("\"zone\":\"b\"", "UP")));
	}

	/**
	 * What a listener hears of the status.
	 *
	 * @param statuses what it has heard
	 */
	private record Statuses(List<InstanceStatus> statuses) implements ApplicationInfoManager.StatusChangeListener {

		@Override
		public String getId() {
			return "test";
		}

		@Override
		public void notify(com.netflix.discovery.StatusChangeEvent event) {
			this.statuses.add(event.getStatus());
		}

	}

	/** As much of a Eureka server as the client asks for. */
	private static final class Registry implements AutoCloseable {

		private final HttpServer server;

		/** Registrations and cancellations. */
		private final List<String> writes = new CopyOnWriteArrayList<>();

		Registry() throws IOException {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			this.server.createContext("/eureka/", this::answer);
			this.server.start();
		}

		String url() {
			return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/eureka/";
		}

		private void answer(HttpExchange exchange) throws IOException {
			try (exchange) {
				String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
				String method = exchange.getRequestMethod();
				if (method.equals("POST") || method.equals("DELETE")) {
					this.writes.add(method + " " + exchange.getRequestURI() + " " + body);
				}
				exchange.sendResponseHeaders(method.equals("POST") ? 204 : 200, -1);
			}
		}

		@Override
		public void close() {
			this.server.stop(0);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
