package io.skep.ca.engine.internal.lead;

import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.ca.engine.internal.identity.Chain;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.wire.Held;
import io.skep.ca.engine.internal.wire.Reminding;
import io.skep.codec.Codec;
import io.skep.model.Cluster;
import io.skep.model.ClusterTrust;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeIdentity;
import io.skep.model.Part;
import io.skep.model.Stored;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Time;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks nodes to renew whose certificate says another role than they were granted, or comes from a
 * root that is being replaced, and to trust what the cluster trusts; writes down what they answer.
 * A few at a time, each not more often than every second and a half. Source: swarm-behaviour CA-4,
 * CA-7. Used on one loop.
 */
public final class Reminder {

    private static final Logger log = LoggerFactory.getLogger(Reminder.class);
    private static final int BATCH = 30;
    private static final Duration PAUSE = Duration.ofMillis(1_500);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Store store;
    private final Transport transport;
    private final Bureau bureau;
    private final Time time;
    private final SortedMap<NodeId, Long> asked = new TreeMap<>();

    /** Asked nobody yet. */
    public Reminder(Store store, Transport transport, Bureau bureau, Time time) {
        this.store = store;
        this.transport = transport;
        this.bureau = bureau;
        this.time = time;
    }

    /** Asks those who are due; true when somebody is to be asked again. */
    boolean remind(View view) {
        var trust = view.cluster().map(Cluster::trust).map(Stored::value);
        var due = trust.map(now -> due(view, now)).orElse(List.of());
        asked.keySet().retainAll(due.stream().map(Node::id).toList());
        due.stream()
                .filter(node -> mayAsk(node.id()))
                .limit(BATCH)
                .forEach(node -> ask(node, trust.orElseThrow()));
        return !due.isEmpty();
    }

    /** Nodes whose certificate or trust is not what it should be. */
    static List<Node> due(View view, ClusterTrust trust) {
        return view.nodes().stream().filter(node -> wrong(node, trust)).toList();
    }

    private static boolean wrong(Node node, ClusterTrust trust) {
        if (node.identity() == null) {
            return false;
        }
        var identity = node.identity().value();
        boolean known = !identity.issuer().isEmpty() || !trust.bridge().isEmpty();
        return known && !settled(identity, trust) || identity.role() != Admission.granted(node);
    }

    private static boolean settled(NodeIdentity identity, ClusterTrust trust) {
        return identity.issuer().equals(trust.rootCertificate())
                && identity.anchors().equals(trust.anchors());
    }

    private boolean mayAsk(NodeId node) {
        var last = asked.get(node);
        return last == null || time.nanos() - last >= PAUSE.toNanos();
    }

    private void ask(Node node, ClusterTrust trust) {
        var id = node.id();
        asked.put(id, time.nanos());
        var wanted =
                new Reminding(trust.rootCertificate(), trust.anchors(), Admission.granted(node));
        asked(id, wanted)
                .thenCompose(held -> store.update(Writer.CA, draft -> heard(draft, id, held)))
                .whenComplete(
                        (yes, failure) -> {
                            if (failure != null) {
                                log.debug("node {}: not asked to renew: {}", id, "" + failure);
                            }
                        });
    }

    private CompletionStage<Held> asked(NodeId node, Reminding wanted) {
        if (bureau.current().filter(own -> own.node().equals(node)).isPresent()) {
            return bureau.remind(wanted);
        }
        return transport
                .ask(node, Talk.CA_RENEW.kind(), Codec.bytes(wanted), PATIENCE)
                .thenApply(bytes -> Codec.value(bytes, Held.class));
    }

    /** Nothing a node says is kept but which of the cluster's own roots it means. */
    private static boolean heard(Draft draft, NodeId node, Held held) {
        var trust = draft.cluster().map(Cluster::trust).map(Stored::value);
        var before = draft.nodes().get(node).map(Node::identity).map(Stored::value);
        if (trust.isPresent() && before.isPresent()) {
            var known = before.get();
            var issuer = issuer(node, held, trust.get()).orElse(known.issuer());
            var anchors = anchors(held, trust.get()).orElse(known.anchors());
            var after = known.held(issuer, anchors);
            if (!after.equals(known)) {
                draft.put(Part.NODE_IDENTITY, node, after);
            }
        }
        return true;
    }

    private static Optional<String> issuer(NodeId node, Held held, ClusterTrust trust) {
        if (held.chain().isEmpty()) {
            return Optional.empty();
        }
        var own = Pem.certificates(held.chain()).get(0);
        return Stream.of(trust.rootCertificate(), trust.anchors())
                .filter(root -> Chain.node(own).equals(node.value()))
                .filter(root -> Chain.signed(own, Pem.certificates(root).get(0)))
                .findFirst();
    }

    private static Optional<String> anchors(Held held, ClusterTrust trust) {
        return held.anchors().isEmpty()
                ? Optional.empty()
                : Optional.of(trust.anchors())
                        .filter(
                                now ->
                                        Pem.certificates(now)
                                                .equals(Pem.certificates(held.anchors())));
    }
}
