/**
 * The start of a web application, with its properties from each place.
 */
@NullMarked
package dev.configstore.benchmarks.start;

import org.jspecify.annotations.NullMarked;
