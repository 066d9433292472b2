/**
 * Look-ups of simple mode: which ones go to DynamoDB, and what answers when they cannot.
 */
@NullMarked
package dev.configstore.spring.simple;

import org.jspecify.annotations.NullMarked;
