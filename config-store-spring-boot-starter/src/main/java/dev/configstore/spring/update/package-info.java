/**
 * The in-place update: what differs between two sets of property sources, what a bean
 * held before it was bound, what it will get, setting it, putting it back, and its
 * callbacks. Objects are updated on the instance that Boot bound; nothing is reset, made
 * anew or post-processed.
 * <p>
 * Knows Spring, Boot and Spring Cloud's context, and no other package of ours: where
 * property sources come from and when they are swapped is said by the caller. No value of
 * a property may enter a message, a {@code toString} or a log line.
 */
@NullMarked
package dev.configstore.spring.update;

import org.jspecify.annotations.NullMarked;
