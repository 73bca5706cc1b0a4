package io.skep.ca.engine.internal.identity;

import io.skep.ca.CaException;
import io.skep.ca.Credential;
import io.skep.ca.spi.RootKey;
import io.skep.model.spec.NodeRole;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;

/**
 * What lies among a node's certificates before it founds a cluster: somebody put it there, or a
 * founding that was cut off left it. Nothing; a root with its key; or a root and the first
 * manager's certificate and key, with the root's key or without. A root alone is nothing: nobody
 * could sign the first certificate. Source: swarmkit:node/node.go, loadSecurityConfig.
 *
 * @param root its key is empty when it is outside
 * @param own the first manager's credential
 */
public record Brought(Optional<RootKey> root, Optional<Credential> own) {

    static final Brought NOTHING = new Brought(Optional.empty(), Optional.empty());

    private static final String ROOT = "error while validating Root CA Certificate: x509: ";
    private static final String OWN =
            "error while loading TLS certificate in certificates/swarm-node.crt: ";
    private static final DateTimeFormatter RFC_1123 =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /**
     * The same, if a cluster can begin with it.
     *
     * @throws CaException in Docker's words when it cannot
     */
    Brought checked(Instant now) {
        root.ifPresent(given -> check(given, now));
        own.ifPresent(credential -> check(credential, now));
        return this;
    }

    private static void check(RootKey given, Instant now) {
        var all = Pem.certificates(given.certificate());
        var root = all.get(0);
        if (all.size() != 1) {
            throw new CaException(
                    "the desired CA certificate cannot contain multiple certificates");
        } else if (!Chain.signed(root, root) || root.getBasicConstraints() < 0) {
            throw new CaException(ROOT + "certificate signed by unknown authority");
        } else if (!during(root, now)) {
            throw new CaException(ROOT + "certificate has expired or is not yet valid");
        }
    }

    private static void check(Credential own, Instant now) {
        var certificate = own.chain().get(0);
        if (!during(certificate, now)) {
            boolean over = now.isAfter(certificate.getNotAfter().toInstant());
            var end = over ? certificate.getNotAfter() : certificate.getNotBefore();
            throw new CaException(
                    OWN
                            + "certificate (1 - %s) not valid %s %s, and it is currently %s"
                                    .formatted(
                                            own.node(),
                                            over ? "after" : "before",
                                            written(end),
                                            RFC_1123.format(now)));
        } else if (!Chain.leads(own.chain(), own.anchors(), now)) {
            throw new CaException(OWN + "x509: certificate signed by unknown authority");
        } else if (!Chain.belongs(own.key(), certificate)) {
            throw new CaException(OWN + "tls: private key does not match public key");
        } else if (own.role() != NodeRole.MANAGER) {
            throw new CaException(OWN + "a worker does not form a cluster");
        }
    }

    private static String written(Date date) {
        return RFC_1123.format(date.toInstant());
    }

    private static boolean during(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }
}
