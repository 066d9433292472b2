/**
 * What follows the stores in a running application.
 */
@NullMarked
package dev.configstore.spring.refresh;

import org.jspecify.annotations.NullMarked;
