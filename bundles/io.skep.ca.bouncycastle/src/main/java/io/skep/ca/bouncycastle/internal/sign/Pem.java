package io.skep.ca.bouncycastle.internal.sign;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.RootKey;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemGenerationException;

/** Certificates and keys as text. */
public final class Pem {

    private static final String KEY = "-----BEGIN PRIVATE KEY";

    private Pem() {}

    /** A certificate followed by its key. */
    public static RootKey rootKey(String pem) {
        int at = pem.indexOf(KEY);
        if (at < 0) {
            throw new IssueException(Reason.REFUSED, "no key in what the one before left");
        }
        return new RootKey(pem.substring(0, at), pem.substring(at));
    }

    static X509Certificate certificate(String pem) {
        try (var parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof X509CertificateHolder holder) {
                return certificate(holder);
            }
            throw new IssueException(Reason.REFUSED, "no PEM certificate");
        } catch (IOException malformed) {
            throw new IssueException(Reason.REFUSED, "no PEM certificate: " + malformed);
        }
    }

    static X509Certificate certificate(X509CertificateHolder holder) {
        try {
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (CertificateException malformed) {
            throw new IssueException(Reason.REFUSED, "no certificate: " + malformed.getMessage());
        }
    }

    static PrivateKey key(String pem) {
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (var found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair pair) {
                    return Keys.of(pair.getPrivateKeyInfo());
                } else if (found instanceof PrivateKeyInfo info) {
                    return Keys.of(info);
                }
            }
            throw new IssueException(Reason.REFUSED, "no PEM key that is not encrypted");
        } catch (IOException | GeneralSecurityException malformed) {
            throw new IssueException(Reason.REFUSED, "no PEM key");
        }
    }

    static String of(X509Certificate certificate) {
        return written(certificate);
    }

    static String of(PrivateKey key) {
        try {
            return written(new JcaPKCS8Generator(key, null));
        } catch (PemGenerationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String written(Object value) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
