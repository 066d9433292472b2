/**
 * Immutable values of a store: options, snapshots, differences, versions, publications
 * and settings. Computes, and calls nothing: no class of the AWS SDK, no thread, no
 * clock.
 */
@NullMarked
package dev.configstore.model;

import org.jspecify.annotations.NullMarked;
