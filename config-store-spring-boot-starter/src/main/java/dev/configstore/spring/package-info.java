/**
 * What an application imports, and nothing else.
 */
@NullMarked
package dev.configstore.spring;

import org.jspecify.annotations.NullMarked;
