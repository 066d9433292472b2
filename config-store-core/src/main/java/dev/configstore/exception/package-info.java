/**
 * What can go wrong: one type for each remedy. Lies beneath everything else in core, so
 * an exception carries names and numbers, and no type of another package. Values never
 * enter a message.
 */
@NullMarked
package dev.configstore.exception;

import org.jspecify.annotations.NullMarked;
