/**
 * The second door: the bootstrap context of Spring Cloud.
 */
@NullMarked
package dev.configstore.samples.bootstrap;

import org.jspecify.annotations.NullMarked;
