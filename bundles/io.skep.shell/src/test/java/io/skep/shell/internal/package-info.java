@NullMarked
package io.skep.shell.internal;

import org.jspecify.annotations.NullMarked;
