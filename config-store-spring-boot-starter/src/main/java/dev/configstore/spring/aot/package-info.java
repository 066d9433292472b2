/**
 * What processing ahead of time needs to know.
 */
@NullMarked
package dev.configstore.spring.aot;

import org.jspecify.annotations.NullMarked;
