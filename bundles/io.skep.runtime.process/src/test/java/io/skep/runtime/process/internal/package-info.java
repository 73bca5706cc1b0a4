/** Tests with real processes. */
@NullMarked
package io.skep.runtime.process.internal;

import org.jspecify.annotations.NullMarked;
