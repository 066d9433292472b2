@NullMarked
package dev.configstore.spring.refresh;

import org.jspecify.annotations.NullMarked;
