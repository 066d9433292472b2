@NullMarked
package dev.configstore.spring.follow;

import org.jspecify.annotations.NullMarked;
