/**
 * What an operator sees: health, endpoint, meters and observations. Nothing in here calls
 * DynamoDB, unless somebody asks for a reload.
 */
@NullMarked
package dev.configstore.spring.actuate;

import org.jspecify.annotations.NullMarked;
