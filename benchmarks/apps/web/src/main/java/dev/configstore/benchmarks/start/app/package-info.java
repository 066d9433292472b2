/**
 * The web application whose start is measured.
 */
@NullMarked
package dev.configstore.benchmarks.start.app;

import org.jspecify.annotations.NullMarked;
