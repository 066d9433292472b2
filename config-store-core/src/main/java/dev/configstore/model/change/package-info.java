/**
 * What differs key by key, and what a publication would do: computed from what was read,
 * calls nothing.
 */
@NullMarked
package dev.configstore.model.change;

import org.jspecify.annotations.NullMarked;
