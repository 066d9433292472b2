@NullMarked
package dev.configstore.spring.actuate;

import org.jspecify.annotations.NullMarked;
