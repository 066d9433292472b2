package dev.configstore.test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class EmbeddedDynamoDbTests {

	@Test
	void sharesOneForTheWholeJvmThatUsersCannotClose() {
		EmbeddedDynamoDb shared = EmbeddedDynamoDb.shared();
		shared.close();
		assertThat(EmbeddedDynamoDb.shared()).isSameAs(shared);
		assertThatNoException().isThrownBy(() -> shared.client().listTables());
	}

	@Test
	void startsEachOnAPortAndWithTablesOfItsOwn() {
		try (EmbeddedDynamoDb one = EmbeddedDynamoDb.start(); EmbeddedDynamoDb other = EmbeddedDynamoDb.start()) {
			assertThat(one.endpoint()).isNotEqualTo(other.endpoint()).hasHost("127.0.0.1");
			one.createTable("config");
			assertThat(one.client().listTables().tableNames()).containsExactly("config");
			assertThat(other.client().listTables().tableNames()).isEmpty();
		}
	}

	@Test
	void startsAgainOnThePortOfAClosedOne() {
		EmbeddedDynamoDb first = EmbeddedDynamoDb.start();
		first.close();
		try (EmbeddedDynamoDb second = EmbeddedDynamoDb.start(first.endpoint().getPort())) {
			assertThat(second.endpoint()).isEqualTo(first.endpoint());
		}
	}

	@Test
	void saysWhichPortWhenItIsTaken() {
		int port = EmbeddedDynamoDb.shared().endpoint().getPort();
		assertThatIllegalStateException().isThrownBy(() -> EmbeddedDynamoDb.start(port))
			.withMessageContaining("port " + port);
	}

	@Test
	void listensOnTheLoopbackInterfaceOnly() throws IOException {
		int port = EmbeddedDynamoDb.shared().endpoint().getPort();
		List<InetAddress> addresses = NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> !address.isLoopbackAddress())
			.toList();
		for (InetAddress address : addresses) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(address, port));
		}
		assertThatNoException().isThrownBy(() -> connect(InetAddress.getByName("127.0.0.1"), port));
	}

	@Test
	void endsItsThreadsAndItsPortWhenClosed() {
		EmbeddedDynamoDb.shared().client().listTables();
		Set<Thread> before = threads();
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start();
		dynamoDb.createTable().putKey("prod", "db", "port", 1);
		assertThat(threads()).hasSizeGreaterThan(before.size());
		dynamoDb.close();
		dynamoDb.close();
		Awaitility.await().pollInSameThread().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
			Set<Thread> left = threads();
			left.removeAll(before);
			assertThat(left).isEmpty();
		});
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> connect(InetAddress.getByName("127.0.0.1"), dynamoDb.endpoint().getPort()));
	}

	@Test
	void cannotSendTelemetryBecauseItsClientIsNotThere() {
		assertThatExceptionOfType(ClassNotFoundException.class)
			.isThrownBy(() -> Class.forName("software.amazon.awssdk.services.pinpoint.PinpointClient"));
	}

	@Test
	void createsTablesThatDoNotMeet() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		try (EmbeddedTable one = dynamoDb.createTable(); EmbeddedTable other = dynamoDb.createTable()) {
			one.putKey("prod", "db", "port", 1);
			assertThat(other.items("prod")).isEmpty();
			assertThatExceptionOfType(ResourceInUseException.class).isThrownBy(() -> dynamoDb.createTable(one.name()));
		}
	}

	@Test
	void givesAHandleOnATableThatIsNotThereYet() {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.shared();
		EmbeddedTable handle = dynamoDb.table("made-by-another");
		assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> handle.items("prod"));
		try (EmbeddedTable made = dynamoDb.createTable("made-by-another")) {
			made.putKey("prod", "db", "port", 1);
			assertThat(handle.items("prod")).hasSize(1);
		}
	}

	private static void connect(InetAddress address, int port) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(address, port), 1000);
		}
	}

	/** Without the JDK's own for connections that are kept alive. */
	private static Set<Thread> threads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> thread.getName().startsWith("Keep-Alive-Timer")
				|| thread.getName().startsWith("Common-Cleaner"));
		return threads;
	}

}
