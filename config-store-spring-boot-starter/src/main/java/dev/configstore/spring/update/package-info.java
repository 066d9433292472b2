/**
 * The in-place update of {@code @ConfigurationProperties} beans: planning what each
 * property will get, setting it, putting it back, and the callbacks of a bean. Knows
 * neither stores nor generations.
 */
@NullMarked
package dev.configstore.spring.update;

import org.jspecify.annotations.NullMarked;
