/**
 * The refresh scope of an application that reads stores: no caller waits for a bean that
 * is in use, and an instance goes only when there is another one.
 */
@NullMarked
package dev.configstore.spring.scope;

import org.jspecify.annotations.NullMarked;
