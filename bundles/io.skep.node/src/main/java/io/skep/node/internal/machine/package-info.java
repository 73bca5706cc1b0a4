/** The machine under the node: its name, its data directory. */
@NullMarked
package io.skep.node.internal.machine;

import org.jspecify.annotations.NullMarked;
