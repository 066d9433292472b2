/**
 * What an operator sees: health, endpoint, meters, observations, and the journal they
 * read from. Nothing in here calls DynamoDB, unless an operator asks for a reload.
 */
@NullMarked
package dev.configstore.spring.actuate;

import org.jspecify.annotations.NullMarked;
