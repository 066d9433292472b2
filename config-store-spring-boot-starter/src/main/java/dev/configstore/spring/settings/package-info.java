/**
 * The properties below {@code config-store}: how they are bound, which locations they and
 * the imports name, and what is wrong with them. Reads an environment and calls nothing.
 */
@NullMarked
package dev.configstore.spring.settings;

import org.jspecify.annotations.NullMarked;
