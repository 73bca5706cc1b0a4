package io.skep.ca.external.internal.proof;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.model.spec.NodeRole;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Whether a certificate is what was asked for: who signs outside is believed nothing. */
public final class Proof {

    private static final int DNS = 2;
    private static final int MAY_SIGN = 5;

    private final X509Certificate root;
    private final Instant now;

    /** Against a root, at a time. */
    public Proof(X509Certificate root, Instant now) {
        this.root = root;
        this.now = now;
    }

    /** Rules CAS-1, CAS-2 and CAS-5. */
    public void node(List<X509Certificate> chain, Order order, PublicKey key) {
        var own = chain.get(0);
        if (!own.getPublicKey().equals(key)) {
            throw wrong("is for another key");
        } else if (!part(own, "CN").equals(List.of(order.node().value()))
                || !part(own, "OU").equals(List.of(order.unit()))
                || !part(own, "O").equals(List.of(order.cluster().value()))) {
            throw wrong("is in another name: " + own.getSubjectX500Principal().getName());
        } else if (!names(own).equals(expected(order))) {
            throw wrong("has other names: " + names(own));
        } else if (own.getBasicConstraints() >= 0 || signs(own)) {
            throw wrong("may sign others");
        }
        leads(chain);
    }

    private static Set<String> expected(Order order) {
        var names = new TreeSet<>(Set.of(order.unit(), order.node().value()));
        if (order.role() == NodeRole.MANAGER) {
            names.add(Order.ISSUER);
        }
        return names;
    }

    private static boolean signs(X509Certificate own) {
        var usage = own.getKeyUsage();
        return usage != null && usage[MAY_SIGN];
    }

    /** Rule CAS-6. */
    public void bridge(X509Certificate bridge, X509Certificate other) {
        if (!bridge.getPublicKey().equals(other.getPublicKey())
                || !bridge.getSubjectX500Principal().equals(other.getSubjectX500Principal())) {
            throw wrong("is of another root");
        } else if (bridge.getBasicConstraints() < 0) {
            throw wrong("may not sign others");
        }
        leads(List.of(bridge));
    }

    private void leads(List<X509Certificate> chain) {
        try {
            validate(chain, root, now);
        } catch (GeneralSecurityException another) {
            throw wrong("does not lead to the root: " + another.getMessage());
        }
    }

    /** Fails when a chain does not lead to a root then. */
    public static void validate(List<X509Certificate> chain, X509Certificate root, Instant when)
            throws GeneralSecurityException {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(when));
        var path =
                CertificateFactory.getInstance("X.509")
                        .generateCertPath(chain.stream().filter(one -> !one.equals(root)).toList());
        if (path.getCertificates().isEmpty()) {
            throw new CertificateException("the root itself");
        }
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    private static List<String> part(X509Certificate certificate, String type) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase(type))
                            .map(part -> part.getValue().toString())
                            .toList();
        } catch (InvalidNameException malformed) {
            throw wrong("has no name that can be read");
        }
    }

    private static Set<String> names(X509Certificate certificate) {
        try {
            var all = certificate.getSubjectAlternativeNames();
            var names = new TreeSet<String>();
            Stream.ofNullable(all)
                    .flatMap(Collection::stream)
                    .map(name -> name.get(0).equals(DNS) ? "" + name.get(1) : "other " + name)
                    .forEach(names::add);
            return names;
        } catch (CertificateParsingException malformed) {
            throw wrong("has no names that can be read");
        }
    }

    private static IssueException wrong(String why) {
        return new IssueException(
                Reason.UNAVAILABLE, "the certificate that the external CA made " + why);
    }
}
