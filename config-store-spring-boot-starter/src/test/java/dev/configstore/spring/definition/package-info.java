/**
 * Bean definitions that cannot be used. In a package of their own, because Boot scans the
 * package of an application for other things, and fails to read these classes.
 */
@NullMarked
package dev.configstore.spring.definition;

import org.jspecify.annotations.NullMarked;
