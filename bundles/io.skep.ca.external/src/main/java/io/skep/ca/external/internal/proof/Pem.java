package io.skep.ca.external.internal.proof;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates, keys and requests as text. */
public final class Pem {

    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN ((?:EC |RSA )?)PRIVATE KEY-----([^-]*)-----END", Pattern.DOTALL);
    private static final int LINE = 64;
    private static final byte[] END_OF_LINE = {'\n'};
    private static final byte[] PKCS8_VERSION = {0x02, 1, 0};

    private Pem() {}

    /** The certificates in a text; at least one. */
    public static List<X509Certificate> certificates(String text) {
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            var found =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException malformed) {
            throw new IssueException(Reason.REFUSED, "no PEM certificate: " + malformed);
        }
        throw new IssueException(Reason.REFUSED, "no PEM certificate");
    }

    /** The key of a certificate, as PKCS#8 or as OpenSSL writes it. */
    public static PrivateKey key(String text, X509Certificate owner) {
        var found = KEY.matcher(text);
        if (!found.find()) {
            throw new IssueException(Reason.REFUSED, "no PEM key that is not encrypted");
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(found.group(2));
            var pkcs8 = found.group(1).isEmpty() ? bytes : wrapped(bytes, owner);
            return KeyFactory.getInstance(owner.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new IssueException(Reason.REFUSED, "no PEM key");
        }
    }

    /** The older forms leave out what kind of key it is; its certificate says so. */
    private static byte[] wrapped(byte[] bare, X509Certificate owner) {
        var kind = Der.children(Der.only(owner.getPublicKey().getEncoded()).body()).get(0);
        return Der.element(
                Der.SEQUENCE, PKCS8_VERSION, kind.whole(), Der.element(Der.OCTETS, bare));
    }

    /** Certificates, one after the other. */
    public static String of(List<X509Certificate> certificates) {
        var text = new StringBuilder();
        certificates.forEach(each -> text.append(block("CERTIFICATE", encoded(each))));
        return text.toString();
    }

    /** A key, not encrypted. */
    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** A request in DER. */
    public static String request(byte[] der) {
        return block("CERTIFICATE REQUEST", der);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String block(String kind, byte[] bytes) {
        var body = Base64.getMimeEncoder(LINE, END_OF_LINE).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
