/**
 * One store in one table of DynamoDB: reading, polling, writing and its history. Holds
 * the calls to the AWS SDK and the layout of the items; not for applications.
 */
@NullMarked
package dev.configstore.dynamodb;

import org.jspecify.annotations.NullMarked;
