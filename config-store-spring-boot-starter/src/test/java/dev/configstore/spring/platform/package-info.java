@NullMarked
package dev.configstore.spring.platform;

import org.jspecify.annotations.NullMarked;
