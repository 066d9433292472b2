/**
 * A web page that shows a DynamoDB table beside the beans that are configured by it.
 */
@NullMarked
package dev.configstore.samples.quickstart;

import org.jspecify.annotations.NullMarked;
