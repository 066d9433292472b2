@NullMarked
package dev.configstore.spring.difference;

import org.jspecify.annotations.NullMarked;
