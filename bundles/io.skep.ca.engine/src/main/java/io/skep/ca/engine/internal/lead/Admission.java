package io.skep.ca.engine.internal.lead;

import io.skep.ca.CaException;
import io.skep.ca.engine.internal.identity.Chain;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.lead.Admitted.Terms;
import io.skep.ca.engine.internal.token.JoinToken;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Proof;
import io.skep.ca.engine.internal.wire.Refusal;
import io.skep.ca.spi.Order;
import io.skep.model.ClusterTrust;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeIdentity;
import io.skep.model.View;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Id36;
import io.skep.seam.Time;
import io.skep.transport.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who may have which certificate. A node that joins gets an id that follows from its request, so
 * whoever repeats one, also after a crash of either side, becomes the same node. Looks only at what
 * it is given; but for the time, which expired certificates are held against.
 */
final class Admission {

    private final Time time;

    Admission(Time time) {
        this.time = time;
    }

    /**
     * Decides.
     *
     * @throws CaException when somebody may have none
     */
    Admitted decide(View view, Caller caller, Asking asking) {
        var terms = terms(view);
        if (asking.request().length > Order.MAX_REQUEST) {
            throw Refusal.REQUEST.failure();
        }
        var digest = sha(terms.cluster().value(), asking.request());
        if (!asking.token().isEmpty()) {
            return joins(view, terms, digest, asking.token());
        }
        var node = renews(view, terms, caller, asking);
        return admitted(node, digest, terms);
    }

    private static Terms terms(View view) {
        var cluster = view.cluster().orElseThrow(Refusal.NOT_READY::failure);
        var trust = cluster.trust();
        if (trust == null) {
            throw Refusal.NOT_READY.failure();
        }
        return new Terms(cluster.id(), trust.value(), cluster.spec().value().caConfig());
    }

    private static Admitted joins(View view, Terms terms, byte[] digest, String token) {
        var role = role(terms.trust(), token);
        var id = new NodeId(Id36.of(Arrays.copyOf(digest, Id36.BYTES)));
        return view.nodes()
                .get(id)
                .filter(node -> node.identity() != null)
                .map(node -> admitted(node, digest, terms))
                .orElseGet(
                        () -> {
                            var known = view.nodes().get(id).isPresent();
                            return new Admitted(id, known, role, hex(digest), "", terms);
                        });
    }

    private static NodeRole role(ClusterTrust trust, String token) {
        boolean manager = JoinToken.same(token, trust.managerToken());
        boolean worker = JoinToken.same(token, trust.workerToken());
        if (!manager && !worker) {
            throw Refusal.TOKEN.failure();
        }
        return manager ? NodeRole.MANAGER : NodeRole.WORKER;
    }

    private Node renews(View view, Terms terms, Caller caller, Asking asking) {
        var id = caller.node();
        var proof = asking.proof();
        if (id != null) {
            return found(view, id.value());
        } else if (proof == null) {
            throw Refusal.TOKEN.failure();
        }
        return proven(view, terms, asking.request(), proof);
    }

    private static Node found(View view, String id) {
        return view.nodes().get(id).orElseThrow(Refusal.UNKNOWN::failure);
    }

    /**
     * The proof's certificate was issued here and its key signed the request. One that has expired
     * counts only while it is the newest of its node: an older one's key may have been thrown away
     * where others find it.
     */
    private Node proven(View view, Terms terms, byte[] request, Proof proof) {
        var chain = Pem.certificates(proof.chain());
        var own = chain.get(0);
        var expiry = own.getNotAfter().toInstant();
        boolean expired = time.now().isAfter(expiry);
        boolean issued =
                Chain.leads(
                        chain,
                        Pem.certificates(terms.trust().anchors()),
                        expired ? expiry : time.now());
        if (!issued
                || !Chain.cluster(own).equals(terms.cluster().value())
                || !Chain.verifies(own.getPublicKey(), request, proof.signature())) {
            throw Refusal.PROOF.failure();
        }
        var node = found(view, Chain.node(own));
        if (expired && !newest(node, own)) {
            throw Refusal.PROOF.failure();
        }
        return node;
    }

    private static boolean newest(Node node, X509Certificate own) {
        var identity = node.identity();
        return identity != null
                && Pem.certificates(identity.value().certificate()).get(0).equals(own);
    }

    private static Admitted admitted(Node node, byte[] digest, Terms terms) {
        var role = granted(node);
        var identity = node.identity() == null ? null : node.identity().value();
        boolean same =
                identity != null
                        && identity.request().equals(hex(digest))
                        && identity.role() == role
                        && current(identity, terms.trust());
        var before = same ? identity.certificate() : "";
        return new Admitted(node.id(), true, role, hex(digest), before, terms);
    }

    /** Whether a certificate is from the root that issues now. */
    static boolean current(NodeIdentity identity, ClusterTrust trust) {
        return Chain.signed(
                Pem.certificates(identity.certificate()).get(0),
                Pem.certificates(trust.rootCertificate()).get(0));
    }

    /** What a node's next certificate says. */
    static NodeRole granted(Node node) {
        if (node.grant() != null) {
            return node.grant().value().role();
        }
        return node.identity() == null
                ? node.spec().value().role()
                : node.identity().value().role();
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static byte[] sha(String cluster, byte[] request) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(cluster.getBytes(StandardCharsets.UTF_8));
            return sha.digest(request);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
