package io.skep.transport.netty.internal;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a chain of certificates proves anything. */
final class Chains {

    private static final int LEAST_EC_BITS = 256;
    private static final int LEAST_RSA_BITS = 2_048;
    private static final int MOST = 5;

    private Chains() {}

    /** TRN-3: it leads to an anchor, is valid now, and nothing in it is weak. */
    static void check(X509Certificate[] chain, List<X509Certificate> anchors)
            throws CertificateException {
        if (chain == null || chain.length == 0 || chain.length > MOST || anchors.isEmpty()) {
            throw new CertificateException("no chain, or too long a one, or nobody to trust");
        }
        for (var certificate : chain) {
            strong(certificate);
        }
        chain[0].checkValidity();
        lead(below(chain, anchors), anchors);
    }

    /** Somewhere on the way is enough: what comes after leads to roots that others trust. */
    private static void lead(List<X509Certificate> chain, List<X509Certificate> anchors)
            throws CertificateException {
        Optional<GeneralSecurityException> first = Optional.empty();
        for (int length = 1; length <= chain.size(); length++) {
            var wrong = wrong(chain.subList(0, length), anchors);
            if (wrong.isEmpty()) {
                return;
            }
            first = first.or(() -> wrong);
        }
        var why = first.map(Throwable::getMessage).orElse("");
        throw new CertificateException("it leads to no anchor: " + why, first.orElse(null));
    }

    private static Optional<GeneralSecurityException> wrong(
            List<X509Certificate> chain, List<X509Certificate> anchors) {
        try {
            var parameters = new PKIXParameters(roots(anchors));
            parameters.setRevocationEnabled(false);
            var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return Optional.empty();
        } catch (GeneralSecurityException refused) {
            return Optional.of(refused);
        }
    }

    private static Set<TrustAnchor> roots(List<X509Certificate> anchors) {
        return anchors.stream()
                .map(anchor -> new TrustAnchor(anchor, null))
                .collect(Collectors.toSet());
    }

    /** Anchors that were sent along prove nothing and are left out. */
    private static List<X509Certificate> below(
            X509Certificate[] chain, List<X509Certificate> anchors) throws CertificateException {
        var below = List.of(chain).stream().filter(one -> !anchors.contains(one)).toList();
        if (below.isEmpty()) {
            throw new CertificateException("a root is no node");
        }
        return below;
    }

    private static void strong(X509Certificate certificate) throws CertificateException {
        var signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.contains("SHA1") || signature.contains("MD")) {
            throw new CertificateException("signed with " + signature);
        }
        var key = certificate.getPublicKey();
        boolean strong =
                key instanceof EdECPublicKey
                        || key instanceof ECPublicKey ec
                                && ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS
                        || key instanceof RSAPublicKey rsa
                                && rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
        if (!strong) {
            throw new CertificateException("a weak key: " + key.getAlgorithm());
        }
    }
}
