package io.skep.ca.external.internal.cfssl;

import io.skep.ca.external.internal.proof.Proof;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Signers;
import io.skep.seam.Time;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Shows this node's certificate, and trusts the signers' root alone. */
final class Tls {

    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    static SSLSocketFactory sockets(Signers signers, X509Certificate root, Time time) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(signers), new TrustManager[] {new OneRoot(root, time)}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException broken) {
            throw new IssueException(
                    Reason.REFUSED, "this node's certificate cannot be shown: " + broken);
        }
    }

    private static KeyManager[] keys(Signers signers) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry(
                "node",
                signers.key(),
                NO_PASSWORD,
                signers.chain().toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    /** By the clock of this node; the platform looks at the host's name. */
    private record OneRoot(X509Certificate root, Time time) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind)
                throws CertificateException {
            throw new CertificateException("nobody is served here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind)
                throws CertificateException {
            try {
                Proof.validate(List.of(chain), root, time.now());
            } catch (GeneralSecurityException another) {
                throw new CertificateException(another.getMessage(), another);
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {root};
        }
    }
}
