/**
 * What an application gets by having the starter, one class per optional dependency.
 */
@NullMarked
package dev.configstore.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
