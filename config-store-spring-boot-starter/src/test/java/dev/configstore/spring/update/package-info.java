@NullMarked
package dev.configstore.spring.update;

import org.jspecify.annotations.NullMarked;
