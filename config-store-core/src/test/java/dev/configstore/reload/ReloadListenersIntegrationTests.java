package dev.configstore.reload;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.configstore.ConfigStore;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.model.SnapshotDiff;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.support.Faults;
import dev.configstore.support.RequestRecorder;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Listeners that are busy while the store goes on changing: they hold up no reload, and
 * hear of all that has happened when they are done.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
@Timeout(60)
class ReloadListenersIntegrationTests {

	private final RequestRecorder requests = new RequestRecorder();

	private final DynamoDbClient client = this.requests.client();

	private final ReloadingStores<Generation> stores = new ReloadingStores<>(Generation::of);

	private final String name = "s-" + UUID.randomUUID();

	private final String other = this.name + "-other";

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final CountDownLatch busy = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	private final EmbeddedTable table;

	ReloadListenersIntegrationTests(EmbeddedTable table) {
		this.table = table;
		edit(this.name, 0);
		edit(this.other, 0);
		this.stores
			.add(List.of(ConfigStore.builder().client(this.client).table(this.table.name()).store(this.name).source(),
					ConfigStore.builder().client(this.client).table(this.table.name()).store(this.other).source()));
		this.stores.listeners().add(0, new Recorder("", true));
		this.stores.listeners().add(1, new Recorder("other ", false));
	}

	@AfterEach
	void close() {
		this.released.countDown();
		this.stores.close();
		this.client.close();
	}

	private void edit(String store, int n) {
		this.table.put(store, "db", Map.of("n", n));
	}

	private void keepBusy() throws InterruptedException {
		edit(this.name, 1);
		this.stores.reload();
		assertThat(this.busy.await(10, TimeUnit.SECONDS)).isTrue();
	}

	private List<String> heardInTheEnd() {
		this.released.countDown();
		Awaitility.await().until(this.stores.listeners()::isIdle);
		return this.heard;
	}

	@Test
	void changesThatWaitAreToldAsOne() throws InterruptedException {
		keepBusy();
		edit(this.name, 2);
		this.stores.reload();
		edit(this.other, 5);
		this.stores.reload();
		edit(this.name, 3);
		assertThat(this.stores.reload()).isTrue();
		assertThat(this.stores.current().snapshots().get(0).option("db").get("n")).hasToString("3");
		assertThat(this.heard).as("waits for one that hangs").containsExactly("changed 0 to 1");
		assertThat(heardInTheEnd()).containsExactly("changed 0 to 1", "other changed 0 to 5", "changed 1 to 3");
	}

	@Test
	void thereAndBackIsNotTold() throws InterruptedException {
		keepBusy();
		edit(this.name, 2);
		this.stores.reload();
		edit(this.name, 1);
		this.stores.reload();
		assertThat(heardInTheEnd()).containsExactly("changed 0 to 1");
	}

	@Test
	void theLastFailureIsToldInItsPlace() throws InterruptedException {
		keepBusy();
		this.requests.fail(QueryRequest.class, Faults::serverError);
		assertThatExceptionOfType(ConfigStoreException.class).isThrownBy(this.stores::reload);
		this.requests.fail(QueryRequest.class, Faults::throttled);
		assertThatExceptionOfType(ConfigStoreException.class).isThrownBy(this.stores::reload);
		this.requests.heal();
		edit(this.name, 2);
		this.stores.reload();
		assertThat(heardInTheEnd()).containsExactly("changed 0 to 1", "failed StoreThrottledException",
				"other failed StoreThrottledException", "changed 1 to 2");
	}

	@Test
	void oneThatIsRemovedMeanwhileHearsNothing() throws InterruptedException {
		ReloadListener removed = new Recorder("removed ", false);
		this.stores.listeners().add(0, removed);
		keepBusy();
		edit(this.name, 2);
		this.stores.reload();
		this.stores.listeners().remove(0, removed);
		assertThat(heardInTheEnd()).doesNotContain("removed changed 1 to 2").contains("changed 1 to 2");
	}

	@Test
	void nothingIsToldAfterTheEnd() throws InterruptedException {
		keepBusy();
		edit(this.name, 2);
		this.stores.reload();
		this.stores.close();
		assertThat(heardInTheEnd()).containsExactly("changed 0 to 1");
	}

	/** Writes down what it hears, and hangs the first time. */
	private final class Recorder implements ReloadListener {

		private final String prefix;

		private final boolean hangs;

		Recorder(String prefix, boolean hangs) {
			this.prefix = prefix;
			this.hangs = hangs;
		}

		@Override
		public void changed(StoreSnapshot before, StoreSnapshot after, SnapshotDiff diff) {
			assertThat(diff.changed()).isEqualTo(Set.of("db"));
			ReloadListenersIntegrationTests.this.heard.add(this.prefix + "changed " + n(before) + " to " + n(after));
			ReloadListenersIntegrationTests.this.busy.countDown();
			while (this.hangs && ReloadListenersIntegrationTests.this.released.getCount() > 0) {
				try {
					ReloadListenersIntegrationTests.this.released.await();
				}
				catch (InterruptedException ex) {
					// Code of others that does not end when it is told to.
				}
			}
		}

		@Override
		public void failed(ConfigStoreException failure) {
			ReloadListenersIntegrationTests.this.heard
				.add(this.prefix + "failed " + failure.getClass().getSimpleName());
		}

		private static @Nullable Object n(StoreSnapshot snapshot) {
			return snapshot.option("db").get("n");
		}

	}

}
