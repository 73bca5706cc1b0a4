package io.skep.ca.bouncycastle.internal.sign;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.seam.Seams;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.operator.OperatorCreationException;

/** A root with its key. Safe for use by any thread. */
public final class Signer {

    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final X500Principal NAME = new X500Principal("CN=swarm-ca");
    private static final int YEARS = 20;

    private final X509Certificate root;
    private final PrivateKey key;

    private Signer(X509Certificate root, PrivateKey key) {
        this.root = root;
        this.key = key;
    }

    /** CAS-9. */
    public static Signer of(RootKey pem) {
        var signer = new Signer(Pem.certificate(pem.certificate()), Pem.key(pem.key()));
        if (!signer.matches()) {
            throw new IssueException(Reason.REFUSED, "certificate key mismatch");
        }
        return signer;
    }

    /** CAS-7. */
    public static RootKey create(Seams seams) throws GeneralSecurityException {
        var keys = keys(new SecureRandom(seams.entropy().bytes(32)));
        var now = seams.time().now();
        var until = now.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant();
        var draft =
                new Draft(
                        NAME,
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
                        now.minus(BACKDATED),
                        until);
        try {
            var root = draft.authority().selfSigned(keys.getPrivate(), seams.entropy());
            return new RootKey(Pem.of(root), Pem.of(keys.getPrivate()));
        } catch (OperatorCreationException | CertIOException broken) {
            throw new IllegalStateException("cannot make a root certificate", broken);
        }
    }

    private static KeyPair keys(SecureRandom random) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /** The root. */
    public X509Certificate root() {
        return root;
    }

    /** The root with its key, as text. */
    public RootKey rootKey() {
        return new RootKey(Pem.of(root), Pem.of(key));
    }

    /** CAS-1 to CAS-5. */
    public X509Certificate issue(Order order, Seams seams) {
        var asked = Request.key(order.request());
        var now = seams.time().now();
        var until = earlier(now.plus(order.validity()), root.getNotAfter().toInstant());
        if (!until.isAfter(now)) {
            throw new IssueException(Reason.UNAVAILABLE, "the root certificate has expired");
        }
        var subject = Draft.name(order.cluster().value(), order.unit(), order.node().value());
        var draft = new Draft(subject, asked, now.minus(BACKDATED), until);
        return signed(draft.node(order), seams);
    }

    /** CAS-6. */
    public X509Certificate crossSign(X509Certificate other, Seams seams) {
        var draft =
                new Draft(
                        other.getSubjectX500Principal(),
                        SubjectPublicKeyInfo.getInstance(other.getPublicKey().getEncoded()),
                        other.getNotBefore().toInstant(),
                        earlier(other.getNotAfter().toInstant(), root.getNotAfter().toInstant()));
        return signed(draft.authority(), seams);
    }

    private X509Certificate signed(Draft draft, Seams seams) {
        try {
            return draft.signedBy(root, key, seams.entropy());
        } catch (OperatorCreationException | GeneralSecurityException | CertIOException broken) {
            throw new IssueException(Reason.UNAVAILABLE, "cannot sign: " + broken.getMessage());
        }
    }

    private boolean matches() {
        try {
            var probe = Draft.algorithm(key);
            var signature = java.security.Signature.getInstance(probe);
            signature.initSign(key);
            signature.update(root.getEncoded());
            var bytes = signature.sign();
            signature.initVerify(root.getPublicKey());
            signature.update(root.getEncoded());
            return signature.verify(bytes);
        } catch (GeneralSecurityException mismatch) {
            return false;
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
