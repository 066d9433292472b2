/**
 * What following a store costs, in RCU.
 */
@NullMarked
package dev.configstore.benchmarks.readcost;

import org.jspecify.annotations.NullMarked;
