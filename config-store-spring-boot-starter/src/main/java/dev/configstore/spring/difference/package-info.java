/**
 * What differs between two environments: names that were added or removed, or resolve to
 * another value, and names that refer to such a name. Compares values and keeps none;
 * knows no bean.
 */
@NullMarked
package dev.configstore.spring.difference;

import org.jspecify.annotations.NullMarked;
