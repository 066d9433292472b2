/**
 * The shape of the items: options, versions and history as attributes, with their sizes,
 * conditions and digests. Calls nothing.
 */
@NullMarked
package dev.configstore.dynamodb.item;

import org.jspecify.annotations.NullMarked;
