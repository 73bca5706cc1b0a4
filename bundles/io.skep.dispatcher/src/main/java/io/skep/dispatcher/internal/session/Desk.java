package io.skep.dispatcher.internal.session;

import io.skep.transport.agent.Observations;

/** Takes what sessions have to tell. */
public interface Desk {

    /** An agent said who it is. */
    void hello(Session session);

    /** The node's facts changed. */
    void described(Session session);

    /** The agent lives; {@code asks} when it wants to know when its next beat is due. */
    void lives(Session session, boolean asks);

    /** The agent observed something. */
    void observed(Session session, Observations observations);

    /** The agent goes. */
    void goodbye(Session session);

    /** The agent may have room for assignments. */
    void wants(Session session);

    /** No more is heard. */
    void ended(Session session);
}
