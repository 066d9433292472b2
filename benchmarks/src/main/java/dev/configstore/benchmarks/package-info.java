/**
 * Config Store beside its peers and its limits.
 * {@link dev.configstore.benchmarks.Benchmarks} runs the sections one after the other,
 * each in a JVM of its own, and writes one report.
 * <p>
 * A section is a class with a {@code main}: its argument is the file it writes its part
 * of the report to. What it needs, JVMs, tables, rounds, is its own business. It asks
 * {@link dev.configstore.benchmarks.Rounds} how many rounds are wanted.
 */
@NullMarked
package dev.configstore.benchmarks;

import org.jspecify.annotations.NullMarked;
