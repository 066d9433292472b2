@NullMarked
package dev.configstore.libraries;

import org.jspecify.annotations.NullMarked;
