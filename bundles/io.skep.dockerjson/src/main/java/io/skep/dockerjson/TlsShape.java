package io.skep.dockerjson;

import io.skep.model.ClusterTrust;
import io.skep.model.Node;
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

    /** Nodes trust the old root until every node shows a certificate of the new one: CA-7. */
    static Shape of(@Nullable Stored<ClusterTrust> trust) {
        return trust == null
                ? new Shape()
                : shape(trust.value().anchors(), trust.value().rootCertificate());
    }

    /** What a node said of itself; what the cluster issues when it said nothing. */
    static Shape of(Node node, @Nullable Stored<ClusterTrust> trust) {
        var identity = node.identity() == null ? null : node.identity().value();
        return identity == null || identity.issuer().isEmpty()
                ? of(trust)
                : shape(identity.anchors(), identity.issuer());
    }

    private static Shape shape(String anchors, String issuer) {
        var shape = new Shape().some("TrustRoot", anchors);
        try {
            var text = new ByteArrayInputStream(issuer.getBytes(StandardCharsets.US_ASCII));
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
