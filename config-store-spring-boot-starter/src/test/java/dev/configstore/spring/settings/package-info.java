@NullMarked
package dev.configstore.spring.settings;

import org.jspecify.annotations.NullMarked;
