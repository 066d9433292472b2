package dev.configstore.samples.quickstart;

import java.util.List;

import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.InvalidPublicationException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What the page asks for.
 */
@RestController
@RequestMapping("/api")
class PageController {

	private final PageState state;

	private final TableEditor table;

	private final PageUpdates updates;

	PageController(PageState state, TableEditor table, PageUpdates updates) {
		this.state = state;
		this.table = table;
		this.updates = updates;
	}

	@GetMapping("/state")
	PageState.View state() {
		return this.state.view();
	}

	@GetMapping("/updates")
	SseEmitter updates() {
		return this.updates.subscribe();
	}

	@PutMapping("/keys")
	void setKey(@RequestBody KeyChange change) {
		List.of(change.store(), change.option(), change.key()).forEach(PageController::requireText);
		this.table.setKey(change.store(), change.option(), change.key(), change.value());
		this.updates.tell();
	}

	@DeleteMapping("/keys")
	void deleteKey(@RequestParam String store, @RequestParam String option, @RequestParam String key) {
		this.table.deleteKey(store, option, key);
		this.updates.tell();
	}

	@DeleteMapping("/options")
	void deleteOption(@RequestParam String store, @RequestParam String option) {
		this.table.deleteOption(store, option);
		this.updates.tell();
	}

	@ExceptionHandler({ IllegalArgumentException.class, InvalidPublicationException.class })
	ProblemDetail rejected(RuntimeException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, message(ex));
	}

	@ExceptionHandler
	ProblemDetail unavailable(ConfigStoreException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, message(ex));
	}

	private static void requireText(String text) {
		if (text.isEmpty()) {
			throw new IllegalArgumentException("Store, option and key must not be blank");
		}
	}

	private static String message(RuntimeException ex) {
		return (ex.getMessage() != null) ? ex.getMessage() : ex.getClass().getSimpleName();
	}

	record KeyChange(String store, String option, String key, String value) {

		KeyChange(@Nullable String store, @Nullable String option, @Nullable String key, @Nullable String value) {
			this.store = trimmed(store);
			this.option = trimmed(option);
			this.key = trimmed(key);
			this.value = (value != null) ? value : "";
		}

		private static String trimmed(@Nullable String text) {
			return (text != null) ? text.trim() : "";
		}

	}

}
