@NullMarked
package dev.configstore.samples.quickstart;

import org.jspecify.annotations.NullMarked;
