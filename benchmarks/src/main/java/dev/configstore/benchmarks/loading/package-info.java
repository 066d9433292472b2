/**
 * What loading a store takes.
 */
@NullMarked
package dev.configstore.benchmarks.loading;

import org.jspecify.annotations.NullMarked;
