/** Tests. */
@NullMarked
package io.skep.agent.internal;

import org.jspecify.annotations.NullMarked;
