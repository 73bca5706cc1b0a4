package io.skep.dispatcher.internal;

import io.skep.dispatcher.internal.report.Entry;
import io.skep.dispatcher.internal.session.Session;
import io.skep.store.Draft;
import io.skep.transport.agent.Observations;

/** Comes after the observations it is for, so that it is sent when they are committed. */
record Acknowledgement(Session session, Observations observations) implements Entry {

    @Override
    public void write(Draft draft) {
        // nothing of its own
    }

    @Override
    public void written() {
        session.committed(observations);
    }
}
