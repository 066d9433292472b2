/**
 * Beans of the starter, one class for each optional dependency.
 */
@NullMarked
package dev.configstore.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
