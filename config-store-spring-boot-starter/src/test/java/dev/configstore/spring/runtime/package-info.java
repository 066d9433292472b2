@NullMarked
package dev.configstore.spring.runtime;

import org.jspecify.annotations.NullMarked;
