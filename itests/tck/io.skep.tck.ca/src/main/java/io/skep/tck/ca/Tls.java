package io.skep.tck.ca;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The door of a signer outside: it asks everybody for a certificate. */
final class Tls {

    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    static SSLContext context(Pen pen, Supplier<Instant> clock, List<X509Certificate> trusted)
            throws Exception {
        var keys = Requests.p256();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry(
                "door",
                keys.getPrivate(),
                NO_PASSWORD,
                new X509Certificate[] {pen.door(keys), pen.root()});
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(
                factory.getKeyManagers(), new TrustManager[] {new Guests(clock, trusted)}, null);
        return context;
    }

    /** Who leads to a trusted root by a clock, somewhere on the way. */
    private record Guests(Supplier<Instant> clock, List<X509Certificate> trusted)
            implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind)
                throws CertificateException {
            for (int length = 1; length <= chain.length; length++) {
                if (leads(List.of(chain).subList(0, length))) {
                    return;
                }
            }
            throw new CertificateException("unknown authority");
        }

        private boolean leads(List<X509Certificate> chain) {
            try {
                var anchors =
                        trusted.stream()
                                .map(root -> new TrustAnchor(root, null))
                                .collect(Collectors.toSet());
                var parameters = new PKIXParameters(anchors);
                parameters.setRevocationEnabled(false);
                parameters.setDate(Date.from(clock.get()));
                var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
                CertPathValidator.getInstance("PKIX").validate(path, parameters);
                return true;
            } catch (GeneralSecurityException stranger) {
                return false;
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind)
                throws CertificateException {
            throw new CertificateException("nobody is called here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
