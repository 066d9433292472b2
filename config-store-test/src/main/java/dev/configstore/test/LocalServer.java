package dev.configstore.test;

import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local behind a Jetty of our own; the one class that uses its internals.
 * <p>
 * Its own launcher ({@code ServerRunner}) listens on every network interface, does not
 * report its port, prints to the console, sets system properties of Jetty and is the
 * place where telemetry is switched on. None of the classes used here has telemetry.
 */
final class LocalServer implements AutoCloseable {

	private static final String LOOPBACK = "127.0.0.1";

	/** Held, because a logger without references loses its level. */
	private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

	static {
		if (SQLITE.getLevel() == null) {
			SQLITE.setLevel(Level.WARNING);
		}
	}

	private final Server server;

	private final ServerConnector connector;

	private final LocalDynamoDBServerHandler handler;

	private LocalServer(int port) {
		QueuedThreadPool threads = new QueuedThreadPool(64, 4);
		threads.setName("embedded-dynamodb");
		threads.setDaemon(true);
		this.server = new Server(threads);
		this.connector = new ServerConnector(this.server, 1, 1);
		this.connector.setHost(LOOPBACK);
		this.connector.setPort(port);
		this.server.addConnector(this.connector);
		boolean inMemory = true;
		boolean sharedByAllRegionsAndKeys = true;
		boolean delayTransientStatuses = false;
		this.handler = new LocalDynamoDBServerHandler(
				new LocalDynamoDBRequestHandler(0, inMemory, null, sharedByAllRegionsAndKeys, delayTransientStatuses),
				null);
		this.server.setHandler(new ContextHandler(this.handler, "/"));
	}

	/** Port 0 is any free one: the operating system picks it, so there is no race. */
	static LocalServer start(int port) {
		LocalServer local = new LocalServer(port);
		try {
			local.server.start();
			return local;
		}
		catch (Exception ex) {
			local.close();
			throw new IllegalStateException(
					"DynamoDB Local did not start on port " + port + " of " + LOOPBACK + ": " + ex.getMessage(), ex);
		}
	}

	URI endpoint() {
		return URI.create("http://" + LOOPBACK + ":" + this.connector.getLocalPort());
	}

	@Override
	public void close() {
		try {
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException("DynamoDB Local did not stop: " + ex.getMessage(), ex);
		}
		finally {
			this.handler.close();
		}
	}

}
