package dev.configstore.spring;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * A candidate was rejected: the generation in use stays. Sent once for each different
 * reason. Holds names, never values.
 */
public final class CandidateRejectedEvent extends ApplicationContextEvent {

	private static final long serialVersionUID = 1L;

	private final transient Set<String> changed;

	private final transient List<RejectionReason> rejections;

	public CandidateRejectedEvent(ApplicationContext context, Set<String> changed, List<RejectionReason> rejections) {
		super(context);
		this.changed = new TreeSet<>(changed);
		this.rejections = List.copyOf(rejections);
	}

	/**
	 * Return the names of the properties that would have changed.
	 * @return the names
	 */
	public Set<String> changed() {
		return this.changed;
	}

	/**
	 * Return why.
	 * @return the reasons, at least one
	 */
	public List<RejectionReason> rejections() {
		return this.rejections;
	}

}
