@NullMarked
package dev.configstore.spring.docs;

import org.jspecify.annotations.NullMarked;
