/**
 * One store in one table of DynamoDB: reading, polling, writing and its history. The
 * package that knows the AWS SDK and the shape of the items; not for applications.
 */
@NullMarked
package dev.configstore.dynamodb;

import org.jspecify.annotations.NullMarked;
