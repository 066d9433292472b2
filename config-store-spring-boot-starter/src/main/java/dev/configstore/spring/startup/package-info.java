/**
 * The two ways into Spring, {@code spring.config.import} and the bootstrap context, and
 * the failure analyzers for a start that failed.
 */
@NullMarked
package dev.configstore.spring.startup;

import org.jspecify.annotations.NullMarked;
