/** Tests. */
@NullMarked
package io.skep.explain.internal;

import org.jspecify.annotations.NullMarked;
