@NullMarked
package dev.configstore.spring.scope;

import org.jspecify.annotations.NullMarked;
