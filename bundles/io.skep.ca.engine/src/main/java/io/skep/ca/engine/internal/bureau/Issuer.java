package io.skep.ca.engine.internal.bureau;

import io.skep.ca.CaException;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.spi.RootKey;
import io.skep.model.ClusterTrust;
import io.skep.model.spec.CaConfig;
import io.skep.model.spec.ExternalCa;
import io.skep.model.spec.Payload;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A root, and how it is made to sign. Source: swarmkit:ca/server.go, filterExternalCAURLS.
 *
 * @param root with its key, which is empty when the cluster does not have it
 * @param outside where its signers outside are
 */
public record Issuer(RootKey root, List<String> outside) {

    private static final String PROTOCOL = "cfssl";

    /** Copies the list. */
    public Issuer {
        outside = List.copyOf(outside);
    }

    /** A root with its key. */
    public static Issuer of(RootKey root) {
        return new Issuer(root, List.of());
    }

    /** The root that issues. */
    public static Issuer issuing(CaConfig wanted, ClusterTrust trust) {
        var root = new RootKey(trust.rootCertificate(), text(trust.rootKey()));
        return of(root, wanted, trust);
    }

    /** The root that nodes trust. */
    public static Issuer trusted(CaConfig wanted, ClusterTrust trust) {
        var key = trust.rotating() ? trust.anchorKey() : trust.rootKey();
        return of(new RootKey(trust.anchors(), text(key)), wanted, trust);
    }

    /** Some root, with those signers that policies name for it. */
    public static Issuer of(RootKey root, CaConfig wanted, ClusterTrust trust) {
        var urls =
                wanted.externalCAs().stream()
                        .filter(each -> PROTOCOL.equalsIgnoreCase(each.protocol()))
                        .filter(each -> same(root.certificate(), certificate(each, trust)))
                        .map(ExternalCa::url)
                        .toList();
        return new Issuer(root, urls);
    }

    private static String text(Payload key) {
        return new String(key.bytes(), StandardCharsets.US_ASCII);
    }

    /** Signers of whom nothing is said are those of the root that is trusted. */
    private static String certificate(ExternalCa signer, ClusterTrust trust) {
        return signer.caCert().isBlank() ? trust.anchors() : signer.caCert();
    }

    private static boolean same(String one, String other) {
        return one.equals(other) || certificates(one).equals(certificates(other));
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            return Pem.certificates(pem);
        } catch (CaException unreadable) {
            return List.of();
        }
    }

    /** Whether the cluster does not have the root's key. */
    public boolean keyless() {
        return root.key().isEmpty();
    }

    /** Whether signers outside are asked for nodes' certificates; if there are any they are. */
    public boolean asksOutside() {
        return keyless() || !outside.isEmpty();
    }
}
