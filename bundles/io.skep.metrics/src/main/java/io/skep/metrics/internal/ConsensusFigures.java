package io.skep.metrics.internal;

import io.skep.lifecycle.MetricSink;
import io.skep.lifecycle.MetricSource;
import io.skep.store.Quorum;
import io.skep.store.Store;

/** How this node stands among the managers; all zero on a worker. */
final class ConsensusFigures implements MetricSource {

    private final Store store;
    private final Quorum quorum;

    ConsensusFigures(Store store, Quorum quorum) {
        this.store = store;
        this.quorum = quorum;
    }

    @Override
    public void measure(MetricSink sink) {
        sink.gauge("consensus_leading", "1 on the leader.", flag(store.leading()));
        sink.gauge(
                "consensus_leader_known",
                "1 when a leader is known.",
                flag(quorum.leader().isPresent()));
        sink.gauge("consensus_term", "The term; it grows with elections.", quorum.term());
        sink.gauge("consensus_index", "Index of the newest commit here.", store.view().index());
        sink.gauge("consensus_members", "Members of the group.", quorum.members().size());
    }

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }
}
