/**
 * Stores in the environment: the two doors, the runtime behind them, and the property
 * source both end in.
 */
@NullMarked
package dev.configstore.spring.env;

import org.jspecify.annotations.NullMarked;
