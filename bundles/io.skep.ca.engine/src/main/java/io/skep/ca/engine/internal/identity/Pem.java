package io.skep.ca.engine.internal.identity;

import io.skep.ca.CaException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Certificates and keys as text. */
public final class Pem {

    private static final int LINE = 64;
    private static final byte[] END_OF_LINE = {'\n'};
    private static final String KEY = "PRIVATE KEY";

    private Pem() {}

    /** The certificates in a text; at least one. */
    public static List<X509Certificate> certificates(String text) {
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            var found =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new CaException("no certificate in PEM");
            }
            return found;
        } catch (CertificateException malformed) {
            throw new CaException("no certificate in PEM: " + malformed.getMessage());
        }
    }

    /** Certificates, one after the other. */
    public static String of(List<X509Certificate> certificates) {
        var text = new StringBuilder();
        certificates.forEach(each -> text.append(block("CERTIFICATE", encoded(each))));
        return text.toString();
    }

    /** A key, not encrypted. */
    public static String of(PrivateKey key) {
        return block(KEY, key.getEncoded());
    }

    /** An EC key as {@link #of(PrivateKey)} wrote it, or Docker, with headers. */
    public static PrivateKey key(String text) {
        var body = text.replaceAll("-----[A-Z ]+-----|(?m)^.*:.*$", "");
        try {
            var bytes = Base64.getMimeDecoder().decode(body);
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new CaException("no private key in PEM");
        }
    }

    private static String block(String kind, byte[] bytes) {
        var body = Base64.getMimeEncoder(LINE, END_OF_LINE).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
