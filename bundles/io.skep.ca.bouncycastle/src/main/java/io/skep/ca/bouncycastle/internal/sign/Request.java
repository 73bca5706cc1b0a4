package io.skep.ca.bouncycastle.internal.sign;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/** A request for a certificate, of which only the public key is believed. */
final class Request {

    private static final List<ASN1ObjectIdentifier> CURVES =
            List.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

    private Request() {}

    /** The public key of a request that was signed with it. */
    static SubjectPublicKeyInfo key(byte[] request) {
        if (request.length > Order.MAX_REQUEST) {
            throw refused("is too large: " + request.length + " bytes");
        }
        try {
            var read = new PKCS10CertificationRequest(request);
            var key = read.getSubjectPublicKeyInfo();
            if (!strong(key)) {
                throw refused("has a key other than EC P-256, EC P-384 or Ed25519");
            }
            if (!read.isSignatureValid(
                    new JcaContentVerifierProviderBuilder().build(Keys.of(key)))) {
                throw refused("was not signed with its own key");
            }
            return key;
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException malformed) {
            throw refused("cannot be read: " + malformed.getMessage());
        }
    }

    private static boolean strong(SubjectPublicKeyInfo key) {
        var kind = key.getAlgorithm().getAlgorithm();
        if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            var curve = key.getAlgorithm().getParameters();
            return curve instanceof ASN1ObjectIdentifier named && CURVES.contains(named);
        }
        return kind.equals(EdECObjectIdentifiers.id_Ed25519);
    }

    private static IssueException refused(String why) {
        return new IssueException(Reason.REFUSED, "the certificate request " + why);
    }
}
