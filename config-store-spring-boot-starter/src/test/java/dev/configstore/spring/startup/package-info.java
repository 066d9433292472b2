@NullMarked
package dev.configstore.spring.startup;

import org.jspecify.annotations.NullMarked;
