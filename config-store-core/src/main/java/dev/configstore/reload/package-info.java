/**
 * Stores that reload together, from a poll to the generation in use: schedule, poll,
 * diff, loss guard, checks, swap and listeners. Uses neither items nor the AWS SDK.
 * Applications use the listener, the observer and the status; the rest is for frameworks.
 */
@NullMarked
package dev.configstore.reload;

import org.jspecify.annotations.NullMarked;
