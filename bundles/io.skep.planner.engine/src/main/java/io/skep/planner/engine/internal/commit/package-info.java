/** How a draft reaches the store. */
@NullMarked
package io.skep.planner.engine.internal.commit;

import org.jspecify.annotations.NullMarked;
