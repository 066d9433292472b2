/**
 * What Boot has bound: the one registry of objects, by prefix and name, and what each
 * property held before it was first bound. Watches bindings; sets nothing, and keeps no
 * object alive.
 */
@NullMarked
package dev.configstore.spring.bound;

import org.jspecify.annotations.NullMarked;
