/**
 * What following a store in which nothing changes takes of the process.
 */
@NullMarked
package dev.configstore.benchmarks.quiet;

import org.jspecify.annotations.NullMarked;
