package dev.configstore.spring.simple;

import java.time.Instant;

import dev.configstore.model.Option;
import org.jspecify.annotations.Nullable;

/**
 * One read of one option.
 *
 * @param began its place among all arrivals of look-ups and beginnings of reads
 * @param at when it began
 * @param before the option in use when it began, or {@code null} when there was none
 * @param found the option that was found, or {@code null} when there was none
 */
record OptionRead(long began, Instant at, @Nullable Option before, @Nullable Option found) {

}
