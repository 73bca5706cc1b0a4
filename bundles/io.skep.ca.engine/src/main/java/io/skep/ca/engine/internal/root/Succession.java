package io.skep.ca.engine.internal.root;

import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.token.JoinToken;
import io.skep.ca.spi.RootKey;
import io.skep.model.ClusterTrust;
import io.skep.model.Node;
import io.skep.model.NodeIdentity;
import io.skep.model.Stored;
import io.skep.model.View;
import io.skep.model.spec.Payload;
import io.skep.seam.Entropy;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How trust moves from one root to the next. Pure. The new root issues first, and its bridge, which
 * the old root signed, leads nodes to what they trust; when every node shows a certificate of the
 * new root it becomes the anchor, and tokens are made for it; when every node trusts it the bridge
 * goes. Source: swarm-behaviour CA-7.
 */
final class Succession {

    private static final int MOST_BRIDGES = 3;

    private Succession() {}

    /** The root that is trusted, with its key; the key is empty when it is outside. */
    static RootKey anchor(ClusterTrust trust) {
        var key = trust.rotating() ? trust.anchorKey() : trust.rootKey();
        return new RootKey(trust.anchors(), new String(key.bytes(), StandardCharsets.US_ASCII));
    }

    /** Another root issues from now on. */
    static ClusterTrust begun(
            ClusterTrust trust, RootKey next, X509Certificate bridge, long forced) {
        var anchor = anchor(trust);
        return new ClusterTrust(
                next.certificate(),
                trust.anchors(),
                trust.workerToken(),
                trust.managerToken(),
                payload(next.key()),
                Pem.of(Stream.concat(Stream.of(bridge), past(trust)).limit(MOST_BRIDGES).toList()),
                payload(anchor.key()),
                forced);
    }

    /** What leads from the anchor to roots that were trusted before it. */
    private static Stream<X509Certificate> past(ClusterTrust trust) {
        var bridges = trust.bridge().isEmpty() ? List.<X509Certificate>of() : certs(trust);
        return bridges.stream().skip(trust.rotating() ? 1 : 0);
    }

    private static List<X509Certificate> certs(ClusterTrust trust) {
        return Pem.certificates(trust.bridge());
    }

    /** The root that issues has its key elsewhere from now on. */
    static ClusterTrust keyed(ClusterTrust trust, String key, long forced) {
        return new ClusterTrust(
                trust.rootCertificate(),
                trust.anchors(),
                trust.workerToken(),
                trust.managerToken(),
                payload(key),
                trust.bridge(),
                trust.anchorKey(),
                forced);
    }

    /** The root that is trusted issues again. */
    static ClusterTrust back(ClusterTrust trust, String key, long forced) {
        return new ClusterTrust(
                trust.anchors(),
                trust.anchors(),
                trust.workerToken(),
                trust.managerToken(),
                payload(key),
                Pem.of(past(trust).toList()),
                Payload.EMPTY,
                forced);
    }

    /** The root that issues is the one that is trusted. */
    static ClusterTrust ended(ClusterTrust trust, Entropy entropy) {
        var root = trust.rootCertificate();
        return new ClusterTrust(
                root,
                root,
                JoinToken.fresh(root, entropy),
                JoinToken.fresh(root, entropy),
                trust.rootKey(),
                trust.bridge(),
                Payload.EMPTY,
                trust.forced());
    }

    /** Nobody needs the bridge any more. */
    static ClusterTrust settled(ClusterTrust trust) {
        return new ClusterTrust(
                trust.rootCertificate(),
                trust.anchors(),
                trust.workerToken(),
                trust.managerToken(),
                trust.rootKey(),
                "",
                Payload.EMPTY,
                trust.forced());
    }

    /** Whether every node shows a certificate of the root that issues. */
    static boolean shown(View view, ClusterTrust trust) {
        return identities(view).allMatch(each -> each.issuer().equals(trust.rootCertificate()));
    }

    /** Whether every node trusts what is to be trusted. */
    static boolean trusted(View view, ClusterTrust trust) {
        return identities(view).allMatch(each -> each.anchors().equals(trust.anchors()));
    }

    private static Stream<NodeIdentity> identities(View view) {
        return view.nodes().stream().map(Node::identity).flatMap(Succession::value);
    }

    private static Stream<NodeIdentity> value(@Nullable Stored<NodeIdentity> stored) {
        return stored == null ? Stream.of() : Stream.of(stored.value());
    }

    private static Payload payload(String key) {
        return Payload.of(key.getBytes(StandardCharsets.US_ASCII));
    }
}
