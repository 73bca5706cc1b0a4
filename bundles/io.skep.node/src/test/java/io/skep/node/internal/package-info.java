/** Tests. */
@NullMarked
package io.skep.node.internal;

import org.jspecify.annotations.NullMarked;
