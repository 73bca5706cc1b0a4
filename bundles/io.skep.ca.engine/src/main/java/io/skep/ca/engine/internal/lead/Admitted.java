package io.skep.ca.engine.internal.lead;

import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.model.ClusterId;
import io.skep.model.ClusterTrust;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Somebody may have a certificate.
 *
 * @param known whether its node is in the store
 * @param role what it is to say
 * @param digest of the request
 * @param before PEM of the certificate this request was answered with already; empty when it was
 *     not
 * @param terms the cluster's
 */
record Admitted(
        NodeId node, boolean known, NodeRole role, String digest, String before, Terms terms) {

    /** On what a cluster issues. */
    record Terms(ClusterId cluster, ClusterTrust trust, Duration validity) {}

    ClusterTrust trust() {
        return terms.trust();
    }

    RootKey root() {
        var key = new String(trust().rootKey().bytes(), StandardCharsets.US_ASCII);
        return new RootKey(trust().rootCertificate(), key);
    }

    Order order(Asking asking) {
        return new Order(asking.request(), node, terms.cluster(), role, terms.validity());
    }
}
