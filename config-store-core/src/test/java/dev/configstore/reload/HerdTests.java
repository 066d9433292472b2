package dev.configstore.reload;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import dev.configstore.dynamodb.item.ReadUnits;
import dev.configstore.model.ReloadSchedule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What 10,000 instances that were all started in the same second ask of one partition,
 * for a store of 10,000 options of 200 bytes: arithmetic on the schedule, a second at a
 * time.
 * <p>
 * DynamoDB allows a partition 3,000 units a second. It lends what was not used in the
 * last five minutes, and the SDK repeats what was throttled, so a second may have more
 * than its share: a full read alone is 490 units. A window of ten seconds may not, which
 * is what an instance can wait before its call times out.
 */
class HerdTests {

	private static final int INSTANCES = 10_000;

	private static final long BYTES = 10_000 * 200;

	private static final double STRONG = ReadUnits.ofQuery(BYTES, true);

	private static final double EVENTUAL = ReadUnits.ofQuery(BYTES, false);

	private static final int WINDOW = 10;

	private static final int MOST = 3_000;

	/** So long that the full reads of a quiet store leave room for others. */
	private static final ReloadSchedule SCHEDULE = new ReloadSchedule(Duration.ofHours(4), Duration.ofSeconds(30),
			INSTANCES);

	private final Random random = new Random(42);

	@Test
	void quietPollsAndFullReadsStayBelowWhatAPartitionBears() {
		assertThat(busiestWindow(run(Integer.MAX_VALUE, 0))).isLessThan(MOST / 2);
	}

	@Test
	void readsOfWhatTheLogNamesStayBelowWhatAPartitionBears() {
		// A strong poll, three options, and another strong poll.
		assertThat(busiestWindow(run(10_000, 5))).isLessThan(MOST);
	}

	@Test
	void fullReadsBehindTheLogStayBelowWhatAPartitionBears() {
		double[] units = run(10_000, -1);
		assertThat(busiestWindow(units)).isLessThan(MOST);
		double after = 0;
		for (int i = 10_000; i < 10_000 + 14_400; i++) {
			after += units[i];
		}
		assertThat(after).as("each instance reads all of it").isGreaterThan(INSTANCES * STRONG);
	}

	@Test
	void nobodyWaitsWhenTheFleetOrTheStoreIsSmall() {
		ReloadSchedule schedule = new ReloadSchedule(ReloadSchedule.DEFAULT_UPDATE_INTERVAL,
				ReloadSchedule.DEFAULT_POLL_INTERVAL, ReloadSchedule.DEFAULT_INSTANCES);
		double thousand = ReadUnits.ofQuery(1_000 * 200, true);
		assertThat(schedule.spread(thousand, this.random)).isZero();
		assertThat(schedule.spread(6 * thousand, this.random)).isZero();
		ReloadSchedule few = new ReloadSchedule(schedule.updateInterval(), schedule.pollInterval(), 10);
		assertThat(few.spread(STRONG, this.random)).isZero();
	}

	@Test
	void theFirstFullReadComesWithTheIntervalUnlessAHerdWouldMeet() {
		ReloadSchedule few = new ReloadSchedule(Duration.ofMinutes(5), Duration.ofSeconds(30), 100);
		for (int i = 0; i < 1_000; i++) {
			assertThat(few.firstFullRead(EVENTUAL, this.random)).isBetween(Duration.ofSeconds(270),
					Duration.ofSeconds(300));
			assertThat(SCHEDULE.firstFullRead(EVENTUAL, this.random)).isBetween(Duration.ZERO, Duration.ofHours(4));
		}
	}

	/**
	 * @param change the second of a publish
	 * @param units what reading it costs each instance; negative when it has to read
	 * everything
	 */
	private double[] run(int change, double units) {
		double[] seconds = new double[30_000];
		for (int instance = 0; instance < INSTANCES; instance++) {
			double now = seconds(SCHEDULE.firstPoll(this.random));
			double fullRead = seconds(SCHEDULE.firstFullRead(EVENTUAL, this.random));
			boolean seen = false;
			boolean waiting = false;
			while (now < seconds.length) {
				int second = (int) now;
				if (now >= fullRead) {
					boolean differs = second >= change && !seen;
					seconds[second] += waiting ? STRONG + 2 : EVENTUAL + (differs ? STRONG + 2 : 0);
					seen |= differs;
					waiting = false;
					fullRead = now + seconds(SCHEDULE.fullRead(this.random));
				}
				else if (second >= change && !seen) {
					seen = true;
					seconds[second] += 0.5 + Math.max(1, units);
					if (units < 0) {
						waiting = true;
						fullRead = Math.min(fullRead, now + seconds(SCHEDULE.spread(STRONG, this.random)));
					}
				}
				else {
					seconds[second] += 0.5;
				}
				double poll = seconds(SCHEDULE.poll(Optional.empty(), this.random));
				now += Math.min(poll, Math.max(0, fullRead - now));
			}
		}
		return seconds;
	}

	private static double seconds(Duration duration) {
		return duration.toNanos() / 1e9;
	}

	/**
	 * The units a second of the busiest window.
	 */
	private static double busiestWindow(double[] seconds) {
		double busiest = 0;
		for (int i = 0; i + WINDOW <= seconds.length; i++) {
			double sum = 0;
			for (int j = i; j < i + WINDOW; j++) {
				sum += seconds[j];
			}
			busiest = Math.max(busiest, sum / WINDOW);
		}
		return busiest;
	}

}
