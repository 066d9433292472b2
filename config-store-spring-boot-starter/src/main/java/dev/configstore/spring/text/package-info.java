/**
 * How names and durations are written in messages for people. Knows nothing of stores.
 */
@NullMarked
package dev.configstore.spring.text;

import org.jspecify.annotations.NullMarked;
