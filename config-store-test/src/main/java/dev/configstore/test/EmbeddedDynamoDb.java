package dev.configstore.test;

import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local in this process, reached as the real service is: by HTTP, on a port of
 * 127.0.0.1. Everything is held in memory and gone when it is closed. Needs neither JUnit
 * nor Spring.
 * <p>
 * The first start in a JVM takes a second or two, so tests share one ({@link #shared()})
 * and keep apart by their tables ({@link #createTable()}).
 * <p>
 * Telemetry of DynamoDB Local is off: the code that would send it is never reached, and
 * the clients it needs are not among the dependencies.
 * <p>
 * <b>Credentials.</b> DynamoDB Local requires credentials, but accepts any. The first
 * start sets the system properties {@code aws.accessKeyId} and
 * {@code aws.secretAccessKey} to dummies for the rest of the JVM's life, so that the
 * SDK's default chain finds some; it leaves them alone when credentials are named in
 * system properties, environment variables or the SDK's profile (also expired ones: then
 * {@code -Daws.accessKeyId=test -Daws.secretAccessKey=test} helps).
 * <p>
 * An application in development starts one before itself, and closes it when it ends:
 *
 * <pre class="code">
 * EmbeddedTable table = EmbeddedDynamoDb.start().createTable("config");
 * table.fill("classpath:stores.yml");
 * application.setDefaultProperties(table.properties());
 * </pre>
 * <p>
 * Safe for use by several threads.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {

	private final LocalServer server;

	private final URI endpoint;

	private final DynamoDbClient client;

	private final boolean endsWithTheJvm;

	private final AtomicBoolean closed = new AtomicBoolean();

	private EmbeddedDynamoDb(LocalServer server, boolean endsWithTheJvm) {
		this.server = server;
		this.endsWithTheJvm = endsWithTheJvm;
		this.endpoint = server.endpoint();
		this.client = DynamoDbClient.builder()
			.endpointOverride(this.endpoint)
			.region(Region.of(region()))
			.credentialsProvider(DummyCredentials.provider())
			.httpClientBuilder(UrlConnectionHttpClient.builder())
			.build();
	}

	/**
	 * Starts one on a free port.
	 * @return a running DynamoDB Local with no tables, to be closed by the caller
	 */
	public static EmbeddedDynamoDb start() {
		return start(0);
	}

	/**
	 * Starts one on the given port.
	 * @param port the port, or 0 for a free one
	 * @return a running DynamoDB Local with no tables, to be closed by the caller
	 * @throws IllegalStateException if the port is taken
	 */
	public static EmbeddedDynamoDb start(int port) {
		return start(port, false);
	}

	private static EmbeddedDynamoDb start(int port, boolean endsWithTheJvm) {
		DummyCredentials.setWhereNoneAreNamed();
		return new EmbeddedDynamoDb(LocalServer.start(port), endsWithTheJvm);
	}

	/**
	 * The one that all tests of this JVM share, started by the first call. It ends with
	 * the JVM; closing it does nothing.
	 * <p>
	 * Not for a {@code main} that is to end by itself: some threads of DynamoDB Local are
	 * not daemons and keep the JVM alive until {@code System.exit} is called, as test
	 * runners do. There, {@link #start()} one and close it.
	 * @return the shared one
	 */
	public static EmbeddedDynamoDb shared() {
		return Shared.INSTANCE;
	}

	/**
	 * Where it listens.
	 * @return the endpoint to be given to a client
	 */
	public URI endpoint() {
		return this.endpoint;
	}

	/**
	 * The region to be given to a client. Any works: all see the same tables.
	 * @return the name of a region
	 */
	public String region() {
		return "eu-west-1";
	}

	/**
	 * A client for this endpoint. It belongs to this object: do not close it.
	 * @return the same client at every call
	 */
	public DynamoDbClient client() {
		return this.client;
	}

	/**
	 * Creates an empty table with a name of its own and waits until it can be used.
	 * @return the table
	 */
	public EmbeddedTable createTable() {
		return createTable("config-" + UUID.randomUUID());
	}

	/**
	 * Creates an empty table and waits until it can be used.
	 * @param name the table's name
	 * @return the table
	 * @throws software.amazon.awssdk.services.dynamodb.model.ResourceInUseException if
	 * there is one of that name
	 */
	public EmbeddedTable createTable(String name) {
		return createTable(name, TableLayout.USUAL.storeKey(), TableLayout.USUAL.optionKey());
	}

	/**
	 * Creates an empty table with other key names than {@code _store} and {@code _option}
	 * and waits until it can be used.
	 * @param name the table's name
	 * @param storeKey the name of the hash key
	 * @param optionKey the name of the range key
	 * @return the table
	 * @throws software.amazon.awssdk.services.dynamodb.model.ResourceInUseException if
	 * there is one of that name
	 */
	public EmbeddedTable createTable(String name, String storeKey, String optionKey) {
		TableLayout layout = new TableLayout(storeKey, optionKey);
		layout.create(this.client, name);
		return new EmbeddedTable(this, name, layout);
	}

	/**
	 * A handle on a table that is created elsewhere, by the application for instance.
	 * Makes no call.
	 * @param name the table's name
	 * @return the handle, for the usual key names
	 */
	public EmbeddedTable table(String name) {
		return new EmbeddedTable(this, name, TableLayout.USUAL);
	}

	boolean closed() {
		return this.closed.get();
	}

	/**
	 * Ends the server, its threads and the client. All tables are gone. A second call
	 * does nothing.
	 */
	@Override
	public void close() {
		if (!this.endsWithTheJvm && this.closed.compareAndSet(false, true)) {
			this.client.close();
			this.server.close();
		}
	}

	/** Started by the first use of this class. */
	private static final class Shared {

		private static final EmbeddedDynamoDb INSTANCE = start(0, true);

	}

}
