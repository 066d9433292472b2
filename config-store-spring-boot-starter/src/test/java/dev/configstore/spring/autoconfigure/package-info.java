@NullMarked
package dev.configstore.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
