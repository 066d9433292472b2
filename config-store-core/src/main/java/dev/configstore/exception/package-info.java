/**
 * What can go wrong: one type for each remedy. Every other package of core may use this
 * one, so an exception carries names and numbers, and no type of another package. Values
 * never enter a message.
 */
@NullMarked
package dev.configstore.exception;

import org.jspecify.annotations.NullMarked;
