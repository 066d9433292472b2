/**
 * Life cycles other than "run, be ready, close".
 */
@NullMarked
package dev.configstore.spring.lifecycle;

import org.jspecify.annotations.NullMarked;
