/**
 * The way of a change from a new snapshot to the beans.
 */
@NullMarked
package dev.configstore.benchmarks.refresh;

import org.jspecify.annotations.NullMarked;
