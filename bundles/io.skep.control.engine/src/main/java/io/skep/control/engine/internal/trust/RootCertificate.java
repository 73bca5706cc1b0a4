package io.skep.control.engine.internal.trust;

import io.skep.seam.Seams;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A new root of trust: ECDSA P-256, signed by itself, 20 years. Source: swarm-behaviour CA-1.
 *
 * @param certificate PEM
 * @param key PEM; never leaves this node's disk
 */
record RootCertificate(String certificate, String key) {

    private static final X500Name NAME = new X500Name("CN=swarm-ca");
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final int YEARS = 20;
    private static final int SERIAL_BYTES = 20;

    /** Makes one; takes a few milliseconds of a worker. */
    static RootCertificate create(Seams seams) {
        try {
            var keys = keys(new SecureRandom(seams.entropy().bytes(32)));
            var serial = new BigInteger(1, seams.entropy().bytes(SERIAL_BYTES)).shiftRight(1);
            var certificate = signed(keys, serial, seams.time().now());
            return new RootCertificate(pem(certificate), pem(keys.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException broken) {
            throw new IllegalStateException("cannot make a root certificate", broken);
        }
    }

    @Override
    public String toString() {
        return "RootCertificate[" + certificate.length() + " characters of PEM]";
    }

    private static KeyPair keys(SecureRandom random) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static X509CertificateHolder signed(KeyPair keys, BigInteger serial, Instant now)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        var until = now.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant();
        var builder =
                new JcaX509v3CertificateBuilder(
                        NAME,
                        serial,
                        Date.from(now.minus(BACKDATED)),
                        Date.from(until),
                        NAME,
                        keys.getPublic());
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static String pem(Object value) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
