package io.skep.tck.ca;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.model.spec.NodeRole;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Signs as the rules say, but for its flaws. */
final class ToySigner {

    private static final X500Name NAME = new X500Name("CN=swarm-ca");
    private static final Duration TWENTY_YEARS = Duration.ofDays(7305);
    private static final int P384 = 384;

    private final RootKey root;
    private final Set<Flaw> flaws;
    private final X509Certificate certificate;
    private final PrivateKey key;

    ToySigner(RootKey root, Set<Flaw> flaws) {
        this.root = root;
        this.flaws = flaws;
        try {
            certificate = Roots.certificate(root);
            key = Roots.key(root);
            var probe = draft(NAME, certificate.getPublicKey(), Instant.now(), Instant.now());
            boolean fits =
                    probe.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                            .isSignatureValid(
                                    new JcaContentVerifierProviderBuilder()
                                            .build(certificate.getPublicKey()));
            if (!fits && !flaws.contains(Flaw.TAKES_ANY_KEY)) {
                throw new IssueException(Reason.REFUSED, "does not fit");
            }
        } catch (Exception failure) {
            throw new IssueException(Reason.REFUSED, "" + failure);
        }
    }

    static RootKey create() throws Exception {
        KeyPair keys = Requests.p256();
        var draft = draft(NAME, keys.getPublic(), Instant.now(), Instant.now().plus(TWENTY_YEARS));
        draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return new RootKey(
                written(built(draft, keys.getPrivate())),
                written(new JcaPKCS8Generator(keys.getPrivate(), null)));
    }

    RootKey root() {
        return root;
    }

    X509Certificate certificate() {
        return certificate;
    }

    X509Certificate issue(Order order) throws Exception {
        var request = new PKCS10CertificationRequest(order.request());
        var asked = strong(request.getSubjectPublicKeyInfo());
        boolean signed =
                request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(asked));
        if (!signed && !flaws.contains(Flaw.BELIEVES_SIGNATURES)) {
            throw new IssueException(Reason.REFUSED, "not signed with its key");
        }
        var ordered = Instant.now().plus(order.validity());
        var end = certificate.getNotAfter().toInstant();
        boolean longer = ordered.isAfter(end) && !flaws.contains(Flaw.OUTLIVES_THE_ROOT);
        var draft =
                draft(
                        name(order, request),
                        asked,
                        Instant.now().minus(Duration.ofHours(1)),
                        longer ? end : ordered);
        draft.addExtension(
                Extension.basicConstraints,
                true,
                new BasicConstraints(flaws.contains(Flaw.MAKES_AUTHORITIES)));
        draft.addExtension(Extension.subjectAlternativeName, false, names(order));
        return built(draft, key);
    }

    private X500Name name(Order order, PKCS10CertificationRequest request) {
        return flaws.contains(Flaw.COPIES_THE_SUBJECT)
                ? new X500Name(request.getSubject() + ",CN=" + order.node())
                : new X500Name(
                        "O=" + order.cluster() + ",OU=" + order.unit() + ",CN=" + order.node());
    }

    private GeneralNames names(Order order) {
        var names = new ArrayList<>(List.of(order.node().value(), order.unit()));
        if (order.role() == NodeRole.MANAGER && !flaws.contains(Flaw.FORGETS_THE_NAMES)) {
            names.add(Order.ISSUER);
        }
        return new GeneralNames(
                names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new));
    }

    private static PublicKey strong(SubjectPublicKeyInfo info) throws Exception {
        var spec = new X509EncodedKeySpec(info.getEncoded());
        try {
            var key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
            if (key.getParams().getOrder().bitLength() > P384) {
                throw new IssueException(Reason.REFUSED, "another curve");
            }
            return key;
        } catch (InvalidKeySpecException another) {
            return KeyFactory.getInstance("Ed25519").generatePublic(spec);
        }
    }

    X509Certificate crossSign(X509Certificate other) throws Exception {
        var draft =
                draft(
                        new X500Name(other.getSubjectX500Principal().getName()),
                        other.getPublicKey(),
                        Instant.now(),
                        certificate.getNotAfter().toInstant());
        boolean authority = !flaws.contains(Flaw.CROSS_SIGNS_FLATLY);
        draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        return built(draft, key);
    }

    private static X509v3CertificateBuilder draft(
            X500Name name, PublicKey key, Instant from, Instant until) {
        return new X509v3CertificateBuilder(
                NAME,
                new BigInteger(128, new SecureRandom()),
                Date.from(from),
                Date.from(until),
                name,
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    }

    private static X509Certificate built(X509v3CertificateBuilder draft, PrivateKey by)
            throws Exception {
        return converted(draft.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
    }

    private static X509Certificate converted(X509CertificateHolder holder) throws Exception {
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    private static Object read(String pem) throws Exception {
        try (var parser = new PEMParser(new StringReader(pem))) {
            return parser.readObject();
        }
    }

    private static String written(Object value) throws Exception {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(value);
        }
        return text.toString();
    }
}
