/** The assembled distribution from outside: {@code ./skep}, the docker CLI and its API. */
@NullMarked
package io.skep.itests.blackbox;

import org.jspecify.annotations.NullMarked;
