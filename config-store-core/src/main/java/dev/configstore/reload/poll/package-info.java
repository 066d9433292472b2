/**
 * One poll of the stores that reload together: each store's result, what was rejected of
 * it, and the loss guard.
 */
@NullMarked
package dev.configstore.reload.poll;

import org.jspecify.annotations.NullMarked;
