@NullMarked
package dev.configstore.samples.bootstrap;

import org.jspecify.annotations.NullMarked;
