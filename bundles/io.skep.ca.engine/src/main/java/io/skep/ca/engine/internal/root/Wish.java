package io.skep.ca.engine.internal.root;

import io.skep.ca.CaException;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.spi.RootKey;
import io.skep.model.ClusterTrust;
import io.skep.model.spec.CaConfig;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What policies want of the root that there is. Source: swarm-behaviour CA-7, CA-8.
 *
 * @param kind what is to happen
 * @param root the one that is wanted; its key is empty when it is outside
 */
record Wish(Kind kind, Optional<RootKey> root) {

    /** What is to happen. */
    enum Kind {
        /** Nothing. */
        NONE,
        /** A new root takes over. */
        FRESH,
        /** A given root takes over. */
        GIVEN,
        /** The root that issues gets another key's owner: somebody inside, or somebody outside. */
        KEY,
        /** The root that was about to be replaced stays. */
        BACK
    }

    static Wish of(CaConfig wanted, ClusterTrust trust) {
        if (wanted.signingCACert().isEmpty()) {
            boolean forced = wanted.forceRotate() != trust.forced();
            return new Wish(forced ? Kind.FRESH : Kind.NONE, Optional.empty());
        }
        var root = new RootKey(normal(wanted.signingCACert()), wanted.signingCAKey());
        return new Wish(kind(root, trust), Optional.of(root));
    }

    private static Kind kind(RootKey wanted, ClusterTrust trust) {
        if (wanted.certificate().equals(normal(trust.rootCertificate()))) {
            return wanted.key().equals(text(trust)) ? Kind.NONE : Kind.KEY;
        }
        return wanted.certificate().equals(normal(trust.anchors())) ? Kind.BACK : Kind.GIVEN;
    }

    private static String text(ClusterTrust trust) {
        return new String(trust.rootKey().bytes(), StandardCharsets.US_ASCII);
    }

    /** Certificates in one way of writing, so that they can be compared. */
    static String normal(String pem) {
        try {
            return Pem.of(Pem.certificates(pem));
        } catch (CaException unreadable) {
            return pem;
        }
    }
}
