/**
 * What managers and agents say to each other, as records for the codec.
 *
 * <p>On a channel of kind {@link io.skep.transport.agent.LogsWanted#CHANNEL} the manager sends one
 * {@link io.skep.transport.agent.LogsWanted} and the agent answers with {@link
 * io.skep.transport.agent.LogFrame}s.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.transport.agent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
