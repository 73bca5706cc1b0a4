/**
 * What managers and agents say to each other, as records for the codec.
 *
 * <p>On a channel of kind {@link io.skep.transport.agent.AgentFrame#CHANNEL} the agent begins with
 * a hello; the dispatcher answers with when a beat is due, and with the node's whole {@link
 * io.skep.transport.agent.Assignments}, then with differences. The agent says which it has applied
 * and what it observed, and the dispatcher which of that is committed. So at most one frame of
 * assignments and one of observations is on its way, and what comes meanwhile gathers. With a
 * session come the addresses of the managers; one that does not lead answers a hello with them and
 * who leads, and closes.
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
