@NullMarked
package dev.configstore.spring.env;

import org.jspecify.annotations.NullMarked;
