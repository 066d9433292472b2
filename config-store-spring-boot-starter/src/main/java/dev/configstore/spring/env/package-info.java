/**
 * From snapshots to what Spring reads: generations, property sources, merging of stores,
 * forbidden names and decryption. Reads what it is given; nothing in here calls DynamoDB,
 * knows a bean or starts a thread.
 */
@NullMarked
package dev.configstore.spring.env;

import org.jspecify.annotations.NullMarked;
