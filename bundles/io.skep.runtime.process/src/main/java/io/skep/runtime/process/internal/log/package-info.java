/** Output, read back from files. */
@NullMarked
package io.skep.runtime.process.internal.log;

import org.jspecify.annotations.NullMarked;
