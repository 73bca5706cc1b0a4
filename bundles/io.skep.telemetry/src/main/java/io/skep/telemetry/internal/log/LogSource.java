package io.skep.telemetry.internal.log;

import io.skep.model.NodeId;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.transport.Transport;
import java.util.Optional;

/** Where tasks are found, and the ways to their nodes. */
public record LogSource(Store store, Quorum quorum, Transport transport) {

    /** Who knows a way to nodes that this manager has no connection to. */
    Optional<NodeId> relay() {
        return store.leading()
                ? Optional.empty()
                : quorum.leader().filter(leader -> !leader.equals(transport.self()));
    }
}
