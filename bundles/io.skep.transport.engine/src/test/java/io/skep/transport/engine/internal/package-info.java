/** Tests. */
@NullMarked
package io.skep.transport.engine.internal;

import org.jspecify.annotations.NullMarked;
