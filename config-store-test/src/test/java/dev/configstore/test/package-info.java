@NullMarked
package dev.configstore.test;

import org.jspecify.annotations.NullMarked;
