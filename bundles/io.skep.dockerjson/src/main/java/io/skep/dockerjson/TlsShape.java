package io.skep.dockerjson;

import io.skep.model.ClusterTrust;
import io.skep.model.Stored;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** What a cluster trusts: its root certificate, and who issued with which key. */
final class TlsShape {

    private TlsShape() {}

    static Shape of(@Nullable Stored<ClusterTrust> trust) {
        if (trust == null) {
            return new Shape();
        }
        var pem = trust.value().rootCertificate();
        var shape = new Shape().some("TrustRoot", pem);
        try {
            var text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            var root =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(text);
            return shape.with("CertIssuerSubject", root.getSubjectX500Principal().getEncoded())
                    .with("CertIssuerPublicKey", root.getPublicKey().getEncoded());
        } catch (CertificateException unreadable) {
            return shape;
        }
    }
}
