/** Tests. */
@NullMarked
package io.skep.node.internal.machine;

import org.jspecify.annotations.NullMarked;
