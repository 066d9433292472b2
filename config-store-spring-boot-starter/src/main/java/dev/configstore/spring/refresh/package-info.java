/**
 * What happens after a swap: the beans a change affects are bound again, and everybody
 * who wants to know is told.
 */
@NullMarked
package dev.configstore.spring.refresh;

import org.jspecify.annotations.NullMarked;
