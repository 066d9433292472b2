/**
 * What an application gets by having the starter, one class for each optional dependency.
 * Nothing uses this package.
 */
@NullMarked
package dev.configstore.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
