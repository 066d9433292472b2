/**
 * Stores, options and keys in a DynamoDB table.
 * <p>
 * {@link dev.configstore.ConfigStore#builder()} is the entry point: <pre class="code">
 * try (ConfigStore store = ConfigStore.builder().table("config").store("prod").open()) {
 *     Object host = store.get("db").get("host");
 * }
 * </pre>
 *
 * Data flows one way: item, {@link dev.configstore.model.Option option},
 * {@link dev.configstore.model.StoreSnapshot snapshot},
 * {@link dev.configstore.model.StoreProperties properties}. Values are secrets: no type
 * of this package shows one in {@code toString()}, in a message or in a log line.
 */
@NullMarked
package dev.configstore;

import org.jspecify.annotations.NullMarked;
