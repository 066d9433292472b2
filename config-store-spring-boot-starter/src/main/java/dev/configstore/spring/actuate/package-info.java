/**
 * What an operator sees: health, endpoint, meters and observations. Nothing in this
 * package calls DynamoDB, except for a requested reload.
 */
@NullMarked
package dev.configstore.spring.actuate;

import org.jspecify.annotations.NullMarked;
