/**
 * What an application has once, whichever way its properties come in: clients, stores,
 * the loading at start, the snapshot file, and the count of consumed capacity.
 */
@NullMarked
package dev.configstore.spring.runtime;

import org.jspecify.annotations.NullMarked;
