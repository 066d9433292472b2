@NullMarked
package dev.configstore.spring.text;

import org.jspecify.annotations.NullMarked;
