/**
 * Calling other people's code after a change: on a thread of its own, so that what hangs
 * is named and holds back nothing else.
 */
@NullMarked
package dev.configstore.spring.notify;

import org.jspecify.annotations.NullMarked;
