/** The duties, and the agent: the slice on one side, the session on the other. */
@NullMarked
package io.skep.agent.internal;

import org.jspecify.annotations.NullMarked;
