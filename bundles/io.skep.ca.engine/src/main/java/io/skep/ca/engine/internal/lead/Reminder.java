package io.skep.ca.engine.internal.lead;

import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.model.Cluster;
import io.skep.model.ClusterTrust;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeIdentity;
import io.skep.model.Stored;
import io.skep.model.View;
import io.skep.seam.Time;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks nodes to renew whose certificate says another role than they were granted, or comes from a
 * root that is being replaced. A few at a time, each not more often than every three seconds.
 * Source: swarm-behaviour CA-4, CA-7. Used on one loop.
 */
public final class Reminder {

    private static final Logger log = LoggerFactory.getLogger(Reminder.class);
    private static final int BATCH = 30;
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final byte[] PLEASE = {};

    private final Transport transport;
    private final Bureau bureau;
    private final Time time;
    private final SortedMap<NodeId, Long> asked = new TreeMap<>();

    /** Asked nobody yet. */
    public Reminder(Transport transport, Bureau bureau, Time time) {
        this.transport = transport;
        this.bureau = bureau;
        this.time = time;
    }

    /** Asks those who are due; true when somebody is to be asked again. */
    boolean remind(View view) {
        var due = due(view);
        asked.keySet().retainAll(due);
        due.stream().filter(this::mayAsk).limit(BATCH).forEach(this::ask);
        return !due.isEmpty();
    }

    /** Nodes whose certificate is not what it should be. */
    static List<NodeId> due(View view) {
        var trust = view.cluster().map(Cluster::trust).map(Stored::value);
        return view.nodes().stream().filter(node -> wrong(node, trust)).map(Node::id).toList();
    }

    private static boolean wrong(Node node, Optional<ClusterTrust> trust) {
        if (node.identity() == null) {
            return false;
        }
        NodeIdentity identity = node.identity().value();
        boolean old =
                trust.filter(now -> !now.bridge().isEmpty())
                        .filter(now -> !Admission.current(identity, now))
                        .isPresent();
        return old || identity.role() != Admission.granted(node);
    }

    private boolean mayAsk(NodeId node) {
        var last = asked.get(node);
        return last == null || time.nanos() - last >= PAUSE.toNanos();
    }

    private void ask(NodeId node) {
        asked.put(node, time.nanos());
        if (bureau.current().filter(own -> own.node().equals(node)).isPresent()) {
            bureau.renew();
            return;
        }
        transport
                .ask(node, Talk.CA_RENEW.kind(), PLEASE, PAUSE)
                .whenComplete(
                        (yes, failure) -> {
                            if (failure != null) {
                                log.debug("node {}: not asked to renew: {}", node, "" + failure);
                            }
                        });
    }
}
