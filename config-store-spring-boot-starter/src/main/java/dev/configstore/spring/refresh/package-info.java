/**
 * From a candidate that passed to the beans of a running application: the update, the
 * commit, the events, and the way of Spring Cloud's refresh through the same steps.
 */
@NullMarked
package dev.configstore.spring.refresh;

import org.jspecify.annotations.NullMarked;
