package dev.configstore.spring;

import java.util.Set;
import java.util.function.Consumer;

import org.springframework.core.env.PropertyResolver;

/**
 * A check by the application that a candidate has to pass before it is used. Every bean
 * of this type is called. <pre class="code">
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
	 * Check a candidate. Called on the reloading thread, before anything has changed. An
	 * exception rejects the candidate as well; the reason is the name of its class.
	 * @param candidate the properties as they would be, all sources of the environment
	 * among them
	 * @param changed the names of the properties that differ
	 * @param reject takes the reason to reject the candidate, which is logged, so it must
	 * not contain values
	 */
	void check(PropertyResolver candidate, Set<String> changed, Consumer<String> reject);

}
