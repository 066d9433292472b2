/**
 * Config Store without Spring.
 */
@NullMarked
package dev.configstore.samples.plainjava;

import org.jspecify.annotations.NullMarked;
