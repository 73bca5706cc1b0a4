/** Tests. */
@NullMarked
package io.skep.agent.internal.shelf;

import org.jspecify.annotations.NullMarked;
