/** Commands swarm:*, one class per verb. */
@NullMarked
package io.skep.shell.internal.swarm;

import org.jspecify.annotations.NullMarked;
