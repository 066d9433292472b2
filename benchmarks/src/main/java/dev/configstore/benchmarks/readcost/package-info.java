/**
 * What following a store costs, in read units.
 */
@NullMarked
package dev.configstore.benchmarks.readcost;

import org.jspecify.annotations.NullMarked;
