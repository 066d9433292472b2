package dev.configstore.reload;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class FailureLogTests {

	private static final Place PLACE = Place.of("config", "prod");

	private final Logger logger = (Logger) LoggerFactory.getLogger(ReloadingStores.class);

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	private final FailureLog log = new FailureLog();

	@BeforeEach
	void listen() {
		this.events.start();
		this.logger.addAppender(this.events);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.events);
	}

	private List<String> lines() {
		return this.events.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	@Test
	void saysOnceThatReloadingFailsAndOnceThatItWorksAgain() {
		this.log.succeeded(Duration.ZERO, null);
		this.log.failed(new StoreUnavailableException("first", PLACE, null), Duration.ofSeconds(30));
		this.log.failed(new StoreUnavailableException("second", PLACE, null), Duration.ofSeconds(60));
		this.log.succeeded(Duration.ofSeconds(90), null);
		this.log.succeeded(Duration.ofSeconds(30), null);
		assertThat(lines()).hasSize(2);
		assertThat(lines().get(0)).startsWith("WARN").contains(" 30 s old").contains("first");
		assertThat(lines().get(1)).startsWith("INFO").endsWith("after 1 min 30 s");
	}

	@Test
	void speaksAgainWhenTheFailureBecomesAnother() {
		this.log.failed(new StoreUnavailableException("down", PLACE, null), Duration.ZERO);
		this.log.failed(new StoreThrottledException("throttled", PLACE, null), Duration.ZERO);
		this.log.failed(new CandidateRejectedException("one", PLACE, null), Duration.ZERO);
		this.log.failed(new CandidateRejectedException("one", PLACE, null), Duration.ZERO);
		this.log.failed(new CandidateRejectedException("two", PLACE, null), Duration.ZERO);
		assertThat(lines()).filteredOn((line) -> line.startsWith("WARN")).hasSize(4);
	}

	@Test
	void saysNothingOfARecoveryWhenACandidateWasRejected() {
		CandidateRejectedException rejected = new CandidateRejectedException("one", PLACE, null);
		this.log.failed(rejected, Duration.ZERO);
		this.log.succeeded(Duration.ZERO, rejected);
		this.log.succeeded(Duration.ZERO, null);
		this.log.failed(rejected, Duration.ZERO);
		this.log.succeeded(Duration.ZERO, null);
		assertThat(lines()).hasSize(2).allMatch((line) -> line.startsWith("WARN A candidate was rejected"));
	}

	@Test
	void saysThatItWorksAgainWhenWhatWasReadIsRejected() {
		CandidateRejectedException rejected = new CandidateRejectedException("one", PLACE, null);
		this.log.failed(new StoreUnavailableException("down", PLACE, null), Duration.ofMillis(1_806));
		this.log.failed(rejected, Duration.ofHours(25));
		this.log.failed(new StoreUnavailableException("down", PLACE, null), Duration.ofMillis(350));
		this.log.failed(rejected, Duration.ofMillis(59_900));
		this.log.succeeded(Duration.ZERO, null);
		assertThat(lines()).satisfiesExactly((line) -> assertThat(line).startsWith("WARN").contains(" 1.8 s old: down"),
				(line) -> assertThat(line).isEqualTo("INFO Reloading works again, after 25 h"),
				(line) -> assertThat(line).startsWith("WARN A candidate was rejected"),
				(line) -> assertThat(line).startsWith("WARN").contains(" 350 ms old: down"),
				(line) -> assertThat(line).isEqualTo("INFO Reloading works again, after 59 s"),
				(line) -> assertThat(line).startsWith("WARN A candidate was rejected"));
	}

	@Test
	void saysThatItWorksAgainWhenTheStartHasFailed() {
		ReloadStatus started = ReloadStatus.begun(Instant.EPOCH)
			.added(Instant.EPOCH, Instant.EPOCH, new StoreUnavailableException("down", PLACE, null));
		this.log.begin(started);
		this.log.failed(new StoreUnavailableException("down", PLACE, null), Duration.ZERO);
		this.log.succeeded(Duration.ZERO, null);
		assertThat(lines()).containsExactly("INFO Reloading works again, after 0 ms");
	}

	@Test
	void saysOnceWithItsStackWhatNobodyExpected() {
		this.log.failedUnexpectedly(new IllegalStateException("bug"), Duration.ZERO);
		this.log.failedUnexpectedly(new IllegalStateException("bug"), Duration.ZERO);
		assertThat(this.events.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel().toString()).isEqualTo("ERROR");
			assertThat(event.getThrowableProxy()).isNotNull();
		});
	}

}
