package io.skep.tck.transport;

import io.skep.transport.spi.Identity;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root that issues whatever a test asks for, right or wrong. */
public final class Authority {

    private final KeyPair keys;
    private final X509Certificate root;

    /** What a certificate is to be. */
    public record Wish(
            String subject, Duration from, Duration until, String signature, boolean issues) {

        /** A good one, for an hour. */
        public static Wish of(String subject) {
            return new Wish(
                    subject, Duration.ofHours(-1), Duration.ofHours(1), "SHA256withECDSA", false);
        }

        /** For another time, counted from now. */
        public Wish between(Duration begin, Duration end) {
            return new Wish(subject, begin, end, signature, issues);
        }
    }

    private Authority(KeyPair keys, X509Certificate root) {
        this.keys = keys;
        this.root = root;
    }

    /** A new root. */
    public static Authority create() {
        var keys = ec("secp256r1");
        var wish = Wish.of("CN=root");
        var ca = new Wish(wish.subject(), wish.from(), wish.until(), wish.signature(), true);
        return new Authority(keys, sign(ca, keys, keys.getPrivate(), "CN=root"));
    }

    /** Its certificate. */
    public X509Certificate root() {
        return root;
    }

    /** What a node of a cluster shows. */
    public Identity node(String cluster, String node, String unit) {
        return identity(Wish.of("O=" + cluster + ",OU=" + unit + ",CN=" + node), ec("secp256r1"));
    }

    /** A certificate for these keys, as wished. */
    public Identity identity(Wish wish, KeyPair subject) {
        var certificate = sign(wish, subject, keys.getPrivate(), "CN=root");
        return new Identity(subject.getPrivate(), List.of(certificate), List.of(root));
    }

    /** A certificate that a node made with its own, as if it were an authority. */
    public static Identity by(Identity issuer, Wish wish) {
        var subject = ec("secp256r1");
        var own = issuer.chain().get(0);
        var certificate =
                sign(wish, subject, issuer.key(), own.getSubjectX500Principal().getName());
        return new Identity(subject.getPrivate(), List.of(certificate, own), issuer.anchors());
    }

    /** The same, trusting others. */
    public static Identity trusting(Identity identity, X509Certificate... anchors) {
        return new Identity(identity.key(), identity.chain(), List.of(anchors));
    }

    /** Keys on a curve. */
    public static KeyPair ec(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** RSA keys. */
    public static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static X509Certificate sign(
            Wish wish, KeyPair subject, PrivateKey issuerKey, String issuer) {
        var now = Instant.now();
        try {
            var builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Principal(issuer),
                            BigInteger.valueOf(now.toEpochMilli()),
                            Date.from(now.plus(wish.from())),
                            Date.from(now.plus(wish.until())),
                            new X500Principal(wish.subject()),
                            subject.getPublic());
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(wish.issues()));
            var signer = new JcaContentSignerBuilder(wish.signature()).build(issuerKey);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
