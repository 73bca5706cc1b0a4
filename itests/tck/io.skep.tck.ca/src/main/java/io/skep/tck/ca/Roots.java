package io.skep.tck.ca;

import io.skep.ca.spi.RootKey;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Roots of companies, with their keys. */
public final class Roots {

    private static final Duration TWENTY_YEARS = Duration.ofDays(7305);
    private static final int SERIAL_BITS = 128;

    private Roots() {}

    /** One that is valid from now on. */
    public static RootKey create() throws Exception {
        return create("CN=company-ca", Instant.now());
    }

    /** One of that name that is valid from an hour before then on, twenty years long. */
    public static RootKey create(String name, Instant now) throws Exception {
        var keys = Requests.p256();
        var draft =
                new X509v3CertificateBuilder(
                        new X500Name(name),
                        serial(),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(TWENTY_YEARS)),
                        new X500Name(name),
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        draft.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return new RootKey(
                written(built(draft, keys.getPrivate())),
                written(new JcaPKCS8Generator(keys.getPrivate(), null)));
    }

    /** A root's certificate. */
    public static X509Certificate certificate(RootKey root)
            throws IOException, GeneralSecurityException {
        return converted((X509CertificateHolder) read(root.certificate()));
    }

    static PrivateKey key(RootKey root) throws IOException, GeneralSecurityException {
        var info = (PrivateKeyInfo) read(root.key());
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom());
    }

    static X509Certificate built(X509v3CertificateBuilder draft, PrivateKey by)
            throws OperatorCreationException, GeneralSecurityException {
        return converted(draft.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
    }

    private static X509Certificate converted(X509CertificateHolder holder)
            throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    private static Object read(String pem) throws IOException {
        try (var parser = new PEMParser(new StringReader(pem))) {
            return parser.readObject();
        }
    }

    static String written(Object value) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(value);
        }
        return text.toString();
    }
}
