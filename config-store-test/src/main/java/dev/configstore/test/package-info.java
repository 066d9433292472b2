/**
 * DynamoDB Local in the process, for tests and for development: as a plain class
 * ({@link dev.configstore.test.EmbeddedDynamoDb}), as a JUnit extension
 * ({@link dev.configstore.test.EmbeddedDynamoDbExtension}) and for Spring Boot tests
 * ({@link dev.configstore.test.EmbeddedConfigStore}).
 * <p>
 * The licence of DynamoDB Local allows development and tests only: use this module in the
 * test scope.
 */
@NullMarked
package dev.configstore.test;

import org.jspecify.annotations.NullMarked;
