package dev.configstore.samples.quickstart;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.CandidateRejectedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells the open pages to load again.
 */
@Component
class PageUpdates {

	private final List<SseEmitter> pages = new CopyOnWriteArrayList<>();

	private volatile @Nullable News last;

	SseEmitter subscribe() {
		SseEmitter page = new SseEmitter(0L);
		page.onCompletion(() -> this.pages.remove(page));
		page.onError((ex) -> this.pages.remove(page));
		this.pages.add(page);
		tell(page);
		return page;
	}

	void tell() {
		this.pages.forEach(this::tell);
	}

	private void tell(SseEmitter page) {
		try {
			page.send("load");
		}
		catch (IOException | IllegalStateException ex) {
			this.pages.remove(page);
		}
	}

	@Nullable News last() {
		return this.last;
	}

	@EventListener
	void changed(EnvironmentChangeEvent event) {
		if (!event.getKeys().isEmpty()) {
			this.last = new News(Instant.now(), new TreeSet<>(event.getKeys()), List.of());
			tell();
		}
	}

	@EventListener(RefreshScopeRefreshedEvent.class)
	void refreshed() {
		tell();
	}

	@EventListener
	void rejected(CandidateRejectedEvent event) {
		this.last = new News(Instant.now(), event.changed(),
				event.rejections().stream().map((reason) -> reason.property() + " (" + reason.code() + ")").toList());
		tell();
	}

	/**
	 * An open page would hold up the server's graceful shutdown.
	 */
	@EventListener(ContextClosedEvent.class)
	void closed() {
		this.pages.forEach(SseEmitter::complete);
	}

	/**
	 * What happened last: properties changed, or a change was rejected for some reasons.
	 */
	record News(Instant at, Set<String> names, List<String> rejections) {

	}

}
