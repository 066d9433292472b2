/**
 * From a candidate to the beans of a running application: the dry run, the update, the
 * events, {@code Refreshable}, and the way of Spring Cloud's refresh through the same
 * steps.
 */
@NullMarked
package dev.configstore.spring.refresh;

import org.jspecify.annotations.NullMarked;
