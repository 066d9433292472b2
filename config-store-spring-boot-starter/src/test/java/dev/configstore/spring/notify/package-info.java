@NullMarked
package dev.configstore.spring.notify;

import org.jspecify.annotations.NullMarked;
