package dev.configstore.spring.simple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.utils.cache.CachedSupplier;
import software.amazon.awssdk.utils.cache.NonBlocking;
import software.amazon.awssdk.utils.cache.RefreshResult;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(EmbeddedDynamoDbExtension.class)
class SimpleModeThreadTests {

	private final EmbeddedTable table;

	SimpleModeThreadTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.put("prod", "db", Map.of("host", "one", "n", 0));
	}

	@Test
	void answersFromTheIndexInsideARead() {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table)) {
			List<String> inside = new ArrayList<>();
			application.requests().drain();
			application.requests()
				.before(DynamoDbRequest.class, (request) -> inside.add(property(application, "db.host")));
			this.table.putKey("prod", "db", "host", "two");
			assertThat(property(application, "db.host")).isEqualTo("two");
			assertThat(inside).containsExactly("one");
			assertThat(application.requests().drain()).hasSize(1);
		}
	}

	@Test
	void answersFromTheIndexWhenTheSdkLogs() {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table)) {
			Logger sdk = (Logger) LoggerFactory.getLogger("software.amazon.awssdk");
			AtomicInteger events = new AtomicInteger();
			AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
				@Override
				protected void append(ILoggingEvent event) {
					events.incrementAndGet();
					property(application, "db.host");
				}
			};
			appender.start();
			sdk.addAppender(appender);
			sdk.setAdditive(false);
			sdk.setLevel(Level.DEBUG);
			try {
				application.requests().drain();
				property(application, "db.host");
				assertThat(events).hasPositiveValue();
				assertThat(application.requests().drain()).hasSize(1);
			}
			finally {
				sdk.setLevel(null);
				sdk.setAdditive(true);
				sdk.detachAppender(appender);
			}
		}
	}

	/** The names of the SDK's threads are nobody's property. */
	@ParameterizedTest
	@ValueSource(strings = { "sdk-worker-1", "my-credentials-provider", "aws-java-sdk-pool", "sts-import",
			"config-store-reload-check", "config-store-reload" })
	void readsOnAThreadOfTheApplicationWhateverItIsCalled(String name) throws Exception {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table)) {
			this.table.putKey("prod", "db", "host", "two");
			FutureTask<String> lookUp = new FutureTask<>(() -> property(application, "db.host"));
			Thread thread = new Thread(lookUp, name);
			thread.start();
			assertThat(lookUp.get()).isEqualTo("two");
		}
	}

	/** A provider that refreshes by itself does so on a thread of the SDK's. */
	@Test
	void answersFromTheIndexOnAThreadOfTheSdk() throws Exception {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table)) {
			this.table.putKey("prod", "db", "host", "two");
			application.requests().drain();
			CompletableFuture<String> seen = new CompletableFuture<>();
			try (CachedSupplier<String> credentials = CachedSupplier.builder(() -> {
				seen.complete(property(application, "db.host"));
				return RefreshResult.builder("credentials").build();
			}).cachedValueName("test").prefetchStrategy(new NonBlocking("my-credentials-provider")).build()) {
				Thread thread = new Thread(credentials::get, "sdk-credentials");
				thread.start();
				assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("one");
			}
			assertThat(application.requests().drain()).isEmpty();
		}
	}

	@Test
	void seesEveryWriteThatReturnedFromManyThreads() throws Exception {
		try (SimpleModeApplication application = SimpleModeApplication.run(this.table)) {
			AtomicInteger begun = new AtomicInteger();
			AtomicInteger returned = new AtomicInteger();
			ExecutorService threads = Executors.newFixedThreadPool(8);
			try {
				List<Future<Integer>> readers = new ArrayList<>();
				for (int i = 0; i < 8; i++) {
					readers.add(threads.submit(() -> {
						int lookUps = 0;
						while (returned.get() < 100) {
							int least = returned.get();
							int found = Integer.parseInt(property(application, "db.n"));
							assertThat(found).isBetween(least, begun.get());
							lookUps++;
						}
						return lookUps;
					}));
				}
				for (int i = 1; i <= 100; i++) {
					begun.set(i);
					this.table.putKey("prod", "db", "n", i);
					returned.set(i);
				}
				for (Future<Integer> reader : readers) {
					assertThat(reader.get()).isPositive();
				}
			}
			finally {
				threads.shutdownNow();
			}
			assertThat(property(application, "db.n")).isEqualTo("100");
		}
	}

	private static String property(SimpleModeApplication application, String name) {
		return Objects.requireNonNull(application.environment().getProperty(name));
	}

}
