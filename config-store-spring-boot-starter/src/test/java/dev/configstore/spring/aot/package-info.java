@NullMarked
package dev.configstore.spring.aot;

import org.jspecify.annotations.NullMarked;
