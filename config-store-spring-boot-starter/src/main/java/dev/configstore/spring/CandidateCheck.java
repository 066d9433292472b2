package dev.configstore.spring;

import java.util.Set;
import java.util.function.Consumer;

import org.springframework.core.env.PropertyResolver;

/**
 * A check of the application's own that a new state has to pass before it is used. Any
 * bean of this type is asked. <pre class="code">
 * &#64;Bean
 * CandidateCheck poolFitsHosts() {
 *     return (candidate, changed, reject) -&gt; {
 *         if (candidate.getProperty("db.pool.max", Integer.class, 1) &lt; 1) {
 *             reject.accept("db.pool.max must be positive");
 *         }
 *     };
 * }
 * </pre>
 */
@FunctionalInterface
public interface CandidateCheck {

	/**
	 * Look at a state. Called on the reloading thread, before anything has changed. What
	 * is thrown rejects the state as well, by the name of its class.
	 * @param candidate the properties as they would be, all sources of the environment
	 * among them
	 * @param changed the names of the properties that differ
	 * @param reject takes the reason to reject the state, which is logged: without values
	 */
	void check(PropertyResolver candidate, Set<String> changed, Consumer<String> reject);

}
