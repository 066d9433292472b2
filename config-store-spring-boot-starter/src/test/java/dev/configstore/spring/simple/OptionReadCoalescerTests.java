package dev.configstore.spring.simple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.configstore.support.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class OptionReadCoalescerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final OptionReadCoalescer reads = new OptionReadCoalescer();

	private final AtomicInteger count = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void end() {
		this.threads.shutdownNow();
	}

	private OptionRead read() {
		this.count.incrementAndGet();
		return new OptionRead(this.reads.begin(), Instant.EPOCH, null, null);
	}

	@Test
	void sharesTheNextReadAmongThoseWhoArriveDuringOne() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		Future<@Nullable OptionRead> first = this.threads.submit(() -> this.reads.read(PATIENCE, () -> {
			OptionRead read = read();
			reading.countDown();
			try {
				goOn.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return read;
		}));
		reading.await(20, TimeUnit.SECONDS);
		List<Thread> waiting = new ArrayList<>();
		List<Future<@Nullable OptionRead>> others = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			others.add(this.threads.submit(() -> {
				synchronized (waiting) {
					waiting.add(Thread.currentThread());
				}
				return this.reads.read(PATIENCE, this::read);
			}));
		}
		await().untilAsserted(() -> {
			synchronized (waiting) {
				assertThat(waiting).hasSize(8)
					.allSatisfy((thread) -> assertThat(thread.getState()).isEqualTo(Thread.State.TIMED_WAITING));
			}
		});
		goOn.countDown();
		OptionRead shared = others.get(0).get();
		assertThat(shared).isNotNull().isNotSameAs(first.get());
		for (Future<@Nullable OptionRead> other : others) {
			assertThat(other.get()).isSameAs(shared);
		}
		assertThat(this.count).hasValue(2);
	}

	@Test
	void readsAgainForWhoeverArrivesLater() throws InterruptedException {
		assertThat(this.reads.read(PATIENCE, this::read)).isNotSameAs(this.reads.read(PATIENCE, this::read));
		assertThat(this.count).hasValue(2);
	}

	@Test
	void losesPatienceWithAReadThatDoesNotEnd() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		this.threads.submit(() -> this.reads.read(PATIENCE, () -> {
			reading.countDown();
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return null;
		}));
		reading.await(20, TimeUnit.SECONDS);
		assertThatExceptionOfType(OptionReadCoalescer.PatienceLostException.class)
			.isThrownBy(() -> this.reads.read(Duration.ofMillis(1), this::read));
		assertThat(this.count).hasValue(0);
	}

	@Test
	void isYoungForAsLongAsItMayBe() {
		SettableClock clock = new SettableClock();
		Duration maxAge = Duration.ofSeconds(1);
		assertThat(this.reads.isYoung(maxAge, clock)).isFalse();
		this.reads.renewed(clock.instant());
		assertThat(this.reads.isYoung(maxAge, clock)).isTrue();
		assertThat(this.reads.isYoung(Duration.ZERO, clock)).isFalse();
		clock.advance(Duration.ofSeconds(-1));
		assertThat(this.reads.isYoung(maxAge, clock)).isFalse();
		clock.advance(Duration.ofSeconds(3));
		assertThat(this.reads.isYoung(maxAge, clock)).isFalse();
	}

}
