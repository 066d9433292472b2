@NullMarked
package dev.configstore.samples.yamltostore;

import org.jspecify.annotations.NullMarked;
