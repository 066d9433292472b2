/**
 * The least that brings the items of a table into an environment.
 */
@NullMarked
package dev.configstore.benchmarks.start.floor;

import org.jspecify.annotations.NullMarked;
