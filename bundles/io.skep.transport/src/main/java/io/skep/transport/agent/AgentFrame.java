package io.skep.transport.agent;

import io.skep.model.NodeDescription;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says on its session. The first frame has a hello; each frame shows that it lives.
 *
 * @param hello who it is, in the first frame only
 * @param description its facts, when they changed
 * @param observations what it observed
 * @param applied number of the last {@link Assignments} it has applied; 0 before the first
 * @param beat whether it only shows that it lives, and waits for an answer
 * @param goodbye whether it ends the session properly
 */
public record AgentFrame(
        @Nullable Hello hello,
        @Nullable NodeDescription description,
        @Nullable Observations observations,
        long applied,
        boolean beat,
        boolean goodbye) {

    /** The kind of the channel; the dispatcher serves it. */
    public static final String CHANNEL = "agent.session";

    /** The first frame. */
    public static AgentFrame of(Hello hello) {
        return new AgentFrame(hello, null, null, 0, false, false);
    }

    /** The node's facts changed. */
    public static AgentFrame of(NodeDescription description, long applied) {
        return new AgentFrame(null, description, null, applied, false, false);
    }

    /** Something was observed. */
    public static AgentFrame of(Observations observations, long applied) {
        return new AgentFrame(null, null, observations, applied, false, false);
    }

    /** Assignments were applied. */
    public static AgentFrame applied(long number) {
        return new AgentFrame(null, null, null, number, false, false);
    }

    /** The agent lives. */
    public static AgentFrame beat(long applied) {
        return new AgentFrame(null, null, null, applied, true, false);
    }

    /** The agent goes. */
    public static AgentFrame goodbye(long applied) {
        return new AgentFrame(null, null, null, applied, false, true);
    }
}
