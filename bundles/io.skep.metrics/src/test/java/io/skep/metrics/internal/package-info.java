/** Tests. */
@NullMarked
package io.skep.metrics.internal;

import org.jspecify.annotations.NullMarked;
