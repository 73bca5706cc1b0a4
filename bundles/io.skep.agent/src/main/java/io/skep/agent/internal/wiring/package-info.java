/** What managers say of networks, and how far this node is so. */
@NullMarked
package io.skep.agent.internal.wiring;

import org.jspecify.annotations.NullMarked;
