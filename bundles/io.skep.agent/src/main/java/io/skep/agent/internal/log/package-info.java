/** Output of this node's tasks, for managers that ask. */
@NullMarked
package io.skep.agent.internal.log;

import org.jspecify.annotations.NullMarked;
