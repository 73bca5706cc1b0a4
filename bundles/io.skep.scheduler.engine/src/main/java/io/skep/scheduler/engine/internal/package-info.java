/** The planner's stage that gives tasks nodes, and the host of strategies. */
@NullMarked
package io.skep.scheduler.engine.internal;

import org.jspecify.annotations.NullMarked;
