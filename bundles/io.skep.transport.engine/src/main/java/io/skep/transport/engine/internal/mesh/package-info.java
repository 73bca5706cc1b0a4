/** The way to other machines: who they are, lines to them, and channels on lines. */
@NullMarked
package io.skep.transport.engine.internal.mesh;

import org.jspecify.annotations.NullMarked;
