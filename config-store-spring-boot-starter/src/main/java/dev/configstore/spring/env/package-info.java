/**
 * Stores in the environment: from snapshots to the properties of a generation, and the
 * property source that both doors end in.
 */
@NullMarked
package dev.configstore.spring.env;

import org.jspecify.annotations.NullMarked;
