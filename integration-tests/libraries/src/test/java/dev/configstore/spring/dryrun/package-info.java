@NullMarked
package dev.configstore.spring.dryrun;

import org.jspecify.annotations.NullMarked;
