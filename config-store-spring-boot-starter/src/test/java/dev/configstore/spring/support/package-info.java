@NullMarked
package dev.configstore.spring.support;

import org.jspecify.annotations.NullMarked;
