/** Tests. */
@NullMarked
package io.skep.agent.internal.log;

import org.jspecify.annotations.NullMarked;
