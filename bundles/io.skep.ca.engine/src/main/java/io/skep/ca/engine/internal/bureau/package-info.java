/** Where the node's duties for certificates meet. */
@NullMarked
package io.skep.ca.engine.internal.bureau;

import org.jspecify.annotations.NullMarked;
