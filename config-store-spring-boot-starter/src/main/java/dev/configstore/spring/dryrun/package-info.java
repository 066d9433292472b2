/**
 * What a candidate would do to an application, computed before it is in use: what differs
 * in the whole environment, what the affected beans would get and whether they can take
 * it, and the next value of each {@code Refreshable}. Nothing here changes a bean of the
 * application, sends an event, or knows the schedule.
 */
@NullMarked
package dev.configstore.spring.dryrun;

import org.jspecify.annotations.NullMarked;
