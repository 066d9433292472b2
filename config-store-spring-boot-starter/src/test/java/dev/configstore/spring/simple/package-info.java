@NullMarked
package dev.configstore.spring.simple;

import org.jspecify.annotations.NullMarked;
