package io.skep.ca.bouncycastle.internal.sign;

import io.skep.ca.spi.Order;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Entropy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate that nobody has signed yet. */
final class Draft {

    private static final int SERIAL_BYTES = 20;
    private static final KeyPurposeId[] PURPOSES = {
        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
    };

    private final X500Name subject;
    private final SubjectPublicKeyInfo key;
    private final Instant from;
    private final Instant until;
    private final List<Extension> extensions = new ArrayList<>();

    Draft(X500Principal subject, SubjectPublicKeyInfo key, Instant from, Instant until) {
        this.subject = X500Name.getInstance(subject.getEncoded());
        this.key = key;
        this.from = from;
        this.until = until;
    }

    /** A node's name. */
    static X500Principal name(String organisation, String unit, String common) {
        var name =
                new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.O, organisation)
                        .addRDN(BCStyle.OU, unit)
                        .addRDN(BCStyle.CN, common)
                        .build();
        try {
            return new X500Principal(name.getEncoded());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** How a key of this kind signs. */
    static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }

    /** It may sign others. */
    Draft authority() {
        with(Extension.basicConstraints, true, new BasicConstraints(true));
        return with(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    /** It shows who a node is. */
    Draft node(Order order) {
        with(Extension.basicConstraints, true, new BasicConstraints(false));
        with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(PURPOSES));
        return with(Extension.subjectAlternativeName, false, names(order));
    }

    private static GeneralNames names(Order order) {
        var names = new ArrayList<>(List.of(order.unit(), order.node().value()));
        if (order.role() == NodeRole.MANAGER) {
            names.add(Order.ISSUER);
        }
        return new GeneralNames(
                names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new));
    }

    private Draft with(ASN1ObjectIdentifier kind, boolean critical, ASN1Encodable value) {
        try {
            extensions.add(new Extension(kind, critical, value.toASN1Primitive().getEncoded()));
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    X509Certificate selfSigned(PrivateKey own, Entropy entropy)
            throws OperatorCreationException, CertIOException, NoSuchAlgorithmException {
        return built(subject, own, entropy);
    }

    X509Certificate signedBy(X509Certificate issuer, PrivateKey theirs, Entropy entropy)
            throws OperatorCreationException,
                    CertIOException,
                    NoSuchAlgorithmException,
                    CertificateEncodingException {
        with(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
        var name = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        return built(name, theirs, entropy);
    }

    private X509Certificate built(X500Name issuer, PrivateKey signs, Entropy entropy)
            throws OperatorCreationException, CertIOException, NoSuchAlgorithmException {
        var serial = new BigInteger(1, entropy.bytes(SERIAL_BYTES)).shiftRight(1);
        var builder =
                new X509v3CertificateBuilder(
                        issuer, serial, Date.from(from), Date.from(until), subject, key);
        for (var extension : extensions) {
            builder.addExtension(extension);
        }
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return Pem.certificate(
                builder.build(new JcaContentSignerBuilder(algorithm(signs)).build(signs)));
    }
}
