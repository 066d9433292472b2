@NullMarked
package dev.configstore.samples.plainjava;

import org.jspecify.annotations.NullMarked;
