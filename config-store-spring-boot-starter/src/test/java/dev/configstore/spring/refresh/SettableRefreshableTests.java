package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.List;

import dev.configstore.spring.SettableRefreshable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class SettableRefreshableTests {

	private final List<String> heard = new ArrayList<>();

	private final SettableRefreshable<String> refreshable = new SettableRefreshable<>("a");

	@Test
	void holdsWhatItIsGivenAndTellsListenersInOrder() {
		this.refreshable.addListener((before, after) -> this.heard.add("1 " + before + after + this.refreshable.get()));
		this.refreshable.addListener((before, after) -> this.heard.add("2 " + before + after));
		assertThat(this.refreshable.get()).isEqualTo("a");
		this.refreshable.set("b");
		assertThat(this.refreshable.get()).isEqualTo("b");
		this.refreshable.set("b");
		assertThat(this.heard).containsExactly("1 abb", "2 ab", "1 bbb", "2 bb");
	}

	@Test
	void aListenerThatThrowsStopsNoOtherAndIsNoticed() {
		this.refreshable.addListener((before, after) -> {
			throw new IllegalStateException("first");
		});
		this.refreshable.addListener((before, after) -> this.heard.add(after));
		this.refreshable.addListener((before, after) -> {
			throw new IllegalStateException("second");
		});
		assertThatIllegalStateException().isThrownBy(() -> this.refreshable.set("b")).withMessage("first");
		assertThat(this.heard).containsExactly("b");
		assertThat(this.refreshable.get()).isEqualTo("b");
	}

	@Test
	@SuppressWarnings("NullAway")
	void nothingIsNull() {
		assertThatNullPointerException().isThrownBy(() -> new SettableRefreshable<>(null))
			.withMessageContaining("null");
		assertThatNullPointerException().isThrownBy(() -> this.refreshable.set(null))
			.withMessageContaining("'instance'");
		assertThatNullPointerException().isThrownBy(() -> this.refreshable.addListener(null))
			.withMessageContaining("'listener'");
	}

}
