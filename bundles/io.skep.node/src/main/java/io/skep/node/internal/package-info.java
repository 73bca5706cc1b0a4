/** The component, and the node's life: membership decides which duties work. */
@NullMarked
package io.skep.node.internal;

import org.jspecify.annotations.NullMarked;
