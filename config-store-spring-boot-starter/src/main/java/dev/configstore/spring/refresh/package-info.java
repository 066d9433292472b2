/**
 * What happens between a new state of the stores and the beans that read it.
 */
@NullMarked
package dev.configstore.spring.refresh;

import org.jspecify.annotations.NullMarked;
