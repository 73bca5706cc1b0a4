package io.skep.ca.engine.internal.identity;

import io.skep.ca.CaException;
import io.skep.ca.spi.Order;
import io.skep.model.spec.NodeRole;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** What certificates say, and whether to believe it. */
public final class Chain {

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    private Chain() {}

    /**
     * Whether a chain, its own certificate first, leads to an anchor and is valid then. Somewhere
     * on the way is enough: what comes after leads to roots that others trust.
     */
    public static boolean leads(
            List<X509Certificate> chain, List<X509Certificate> anchors, Instant when) {
        return !anchors.isEmpty()
                && IntStream.rangeClosed(1, chain.size())
                        .anyMatch(length -> all(chain.subList(0, length), anchors, when));
    }

    private static boolean all(
            List<X509Certificate> chain, List<X509Certificate> anchors, Instant when) {
        try {
            var trusted =
                    anchors.stream()
                            .map(anchor -> new TrustAnchor(anchor, null))
                            .collect(Collectors.toSet());
            var parameters = new PKIXParameters(trusted);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(when));
            var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    /** Whether a root's key signed a certificate. */
    public static boolean signed(X509Certificate certificate, X509Certificate root) {
        try {
            certificate.verify(root.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /** The common name: which node. */
    public static String node(X509Certificate certificate) {
        return named(certificate, "CN");
    }

    /** The organisation: which cluster. */
    public static String cluster(X509Certificate certificate) {
        return named(certificate, "O");
    }

    /** The organisational unit: which role; absent when it is none of ours. */
    public static Optional<NodeRole> role(X509Certificate certificate) {
        return switch (named(certificate, "OU")) {
            case Order.MANAGER -> Optional.of(NodeRole.MANAGER);
            case Order.WORKER -> Optional.of(NodeRole.WORKER);
            default -> Optional.empty();
        };
    }

    private static String named(X509Certificate certificate, String type) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase(type))
                            .map(part -> part.getValue().toString())
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException malformed) {
            throw new CaException("the certificate's subject cannot be read");
        }
    }

    /** Whether a key is the one a certificate is for. */
    public static boolean belongs(PrivateKey key, X509Certificate certificate) {
        return verifies(certificate.getPublicKey(), PROBE, signature(key, PROBE));
    }

    /** A text signed with a node's key. */
    public static byte[] signature(PrivateKey key, byte[] text) {
        try {
            var signature = Signature.getInstance(SIGNATURE);
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether a text was signed with the key that belongs to this one. */
    public static boolean verifies(PublicKey key, byte[] text, byte[] signed) {
        try {
            var signature = Signature.getInstance(SIGNATURE);
            signature.initVerify(key);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }
}
