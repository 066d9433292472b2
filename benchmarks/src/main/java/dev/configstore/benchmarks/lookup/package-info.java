/**
 * Look-ups in the environment of a running application.
 */
@NullMarked
package dev.configstore.benchmarks.lookup;

import org.jspecify.annotations.NullMarked;
