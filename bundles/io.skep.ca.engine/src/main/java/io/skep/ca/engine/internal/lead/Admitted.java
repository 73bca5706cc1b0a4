package io.skep.ca.engine.internal.lead;

import io.skep.ca.engine.internal.bureau.Issuer;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.spi.Order;
import io.skep.model.ClusterId;
import io.skep.model.ClusterTrust;
import io.skep.model.NodeId;
import io.skep.model.spec.CaConfig;
import io.skep.model.spec.NodeRole;
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

    private static final Duration VALIDITY = Duration.ofDays(90);

    /** On what a cluster issues. */
    record Terms(ClusterId cluster, ClusterTrust trust, CaConfig wanted) {}

    ClusterTrust trust() {
        return terms.trust();
    }

    Issuer issuer() {
        return Issuer.issuing(terms.wanted(), trust());
    }

    private Duration validity() {
        var wanted = terms.wanted().nodeCertExpiry();
        return wanted == null || wanted.isZero() ? VALIDITY : wanted;
    }

    Order order(Asking asking) {
        return new Order(asking.request(), node, terms.cluster(), role, validity());
    }
}
