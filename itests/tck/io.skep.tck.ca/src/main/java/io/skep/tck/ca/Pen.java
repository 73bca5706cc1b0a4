package io.skep.tck.ca;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.ca.spi.RootKey;
import io.skep.tck.ca.SignerOutside.Mood;
import java.io.IOException;
import java.io.StringReader;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Writes certificates as a signer outside does: by its own profile, in the names of the letter. */
final class Pen {

    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final KeyPurposeId[] PURPOSES = {
        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
    };

    private final RootKey root;
    private final Supplier<Instant> clock;

    Pen(RootKey root, Supplier<Instant> clock) {
        this.root = root;
        this.clock = clock;
    }

    X509Certificate root() throws Exception {
        return Roots.certificate(root);
    }

    /** For the signer's own door. */
    X509Certificate door(KeyPair keys) throws Exception {
        var key = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        var draft = draft(new X500Name("CN=signer"), key);
        draft.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        return Roots.built(draft, Roots.key(root));
    }

    /** For somebody who visits it. */
    X509Certificate visitor(X500Name name, PublicKey own) throws Exception {
        var draft = draft(name, SubjectPublicKeyInfo.getInstance(own.getEncoded()));
        return Roots.built(draft, Roots.key(root));
    }

    /** For a node of the role and name in a subject. */
    X509Certificate node(X500Name subject, PublicKey own) throws Exception {
        var draft = draft(subject, SubjectPublicKeyInfo.getInstance(own.getEncoded()));
        var role = part(subject, BCStyle.OU);
        var names = Stream.of(role, part(subject, BCStyle.CN), "swarm-ca");
        use(draft, false, names(names.limit(role.equals("swarm-manager") ? 3 : 2)));
        return Roots.built(draft, Roots.key(root));
    }

    private static String part(X500Name name, ASN1ObjectIdentifier type) {
        return IETFUtils.valueToString(name.getRDNs(type)[0].getFirst().getValue());
    }

    X509Certificate sign(JsonNode letter, Mood mood) throws Exception {
        var request = request(letter.path("certificate_request").asText());
        var subject = mood == Mood.CARELESS ? request.getSubject() : subject(letter);
        var draft = draft(subject, request.getSubjectPublicKeyInfo());
        if (letter.path("profile").asText().equals("CA")) {
            for (var extension : letter.path("extensions")) {
                draft.addExtension(
                        new ASN1ObjectIdentifier(extension.path("id").asText()),
                        extension.path("critical").asBoolean(),
                        HexFormat.of().parseHex(extension.path("value").asText()));
            }
        } else {
            use(draft, mood == Mood.GENEROUS, names(letter));
        }
        return Roots.built(draft, Roots.key(mood == Mood.STRANGE ? Roots.create() : root));
    }

    private static void use(X509v3CertificateBuilder draft, boolean signs, GeneralNames names)
            throws IOException {
        draft.addExtension(Extension.basicConstraints, true, new BasicConstraints(signs));
        draft.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        draft.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(PURPOSES));
        draft.addExtension(Extension.subjectAlternativeName, false, names);
    }

    private X509v3CertificateBuilder draft(X500Name subject, SubjectPublicKeyInfo key)
            throws Exception {
        var now = clock.get();
        return new X509v3CertificateBuilder(
                X500Name.getInstance(root().getSubjectX500Principal().getEncoded()),
                Roots.serial(),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALIDITY)),
                subject,
                key);
    }

    private static PKCS10CertificationRequest request(String pem) throws Exception {
        try (var parser = new PEMParser(new StringReader(pem))) {
            var request = (PKCS10CertificationRequest) parser.readObject();
            var key = key(request.getSubjectPublicKeyInfo());
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new IllegalArgumentException("a request that another key signed");
            }
            return request;
        }
    }

    private static PublicKey key(SubjectPublicKeyInfo info) throws Exception {
        boolean curve =
                info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
        return KeyFactory.getInstance(curve ? "EC" : "Ed25519")
                .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }

    /** In the order of Go's {@code pkix.Name}. */
    private static X500Name subject(JsonNode letter) {
        var subject = letter.path("subject");
        var name = new X500NameBuilder(BCStyle.INSTANCE);
        for (var part : subject.path("names")) {
            if (part.has("O")) {
                name.addRDN(BCStyle.O, part.path("O").asText());
            }
            if (part.has("OU")) {
                name.addRDN(BCStyle.OU, part.path("OU").asText());
            }
        }
        return name.addRDN(BCStyle.CN, subject.path("CN").asText()).build();
    }

    private static GeneralNames names(JsonNode letter) {
        var hosts = StreamSupport.stream(letter.path("hosts").spliterator(), false);
        return names(hosts.map(JsonNode::asText));
    }

    private static GeneralNames names(Stream<String> hosts) {
        return new GeneralNames(
                hosts.map(host -> new GeneralName(GeneralName.dNSName, host))
                        .toArray(GeneralName[]::new));
    }
}
