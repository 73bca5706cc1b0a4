/** The managers this node knows, and whom it admits. */
@NullMarked
package io.skep.transport.engine.internal.roll;

import org.jspecify.annotations.NullMarked;
