package dev.configstore.reload.poll;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(20)
class ParallelTests {

	@Test
	void stepsRunAtTheSameTimeAndResultsKeepTheirOrder() {
		CyclicBarrier allAtOnce = new CyclicBarrier(3);
		assertThat(Parallel.map(List.of(1, 2, 3), (element) -> {
			try {
				allAtOnce.await(10, TimeUnit.SECONDS);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			return element * 10;
		})).containsExactly(10, 20, 30);
	}

	@Test
	void nothingIsDoneWithNothing() {
		assertThat(Parallel.map(List.of(), (element) -> element)).isEmpty();
	}

	@Test
	void aFailureIsThrownAsItIsAndTheOthersAreInterrupted() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		assertThatIllegalStateException().isThrownBy(() -> Parallel.map(List.of("fails", "waits"), (element) -> {
			try {
				if (element.equals("waits")) {
					begun.countDown();
					new CountDownLatch(1).await();
				}
				begun.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
			throw new IllegalStateException(element);
		})).withMessage("fails");
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

}
