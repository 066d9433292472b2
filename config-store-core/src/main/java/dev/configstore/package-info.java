@NullMarked
package dev.configstore;

import org.jspecify.annotations.NullMarked;
