package io.skep.ca.external.internal.proof;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests for certificates: PKCS#10 in DER, RFC 2986. */
public final class Request {

    private static final int KEY_AT = 2;
    private static final int INFO_PARTS = 4;
    private static final byte[] VERSION = {0x02, 1, 0};
    private static final byte[] NO_ATTRIBUTES = {(byte) 0xa0, 0};
    private static final String EC = "EC";
    private static final String RSA = "RSA";
    private static final String ED25519 = "Ed25519";
    private static final Map<String, String> KEYS =
            Map.of(
                    "301306072a8648ce3d020106082a8648ce3d030107", EC,
                    "301006072a8648ce3d020106052b81040022", EC,
                    "300506032b6570", ED25519);
    private static final Map<String, String> SIGNATURES =
            Map.of(
                    "300a06082a8648ce3d040302", "SHA256withECDSA",
                    "300a06082a8648ce3d040303", "SHA384withECDSA",
                    "300a06082a8648ce3d040304", "SHA512withECDSA",
                    "300d06092a864886f70d01010b0500", "SHA256withRSA",
                    "300506032b6570", ED25519);

    private Request() {}

    /** The public key of a request that was signed with it: rule CAS-4. */
    public static PublicKey key(byte[] request) {
        if (request.length > Order.MAX_REQUEST) {
            throw refused("is too large: " + request.length + " bytes");
        }
        var parts = parts(request);
        var info = Der.children(parts.get(0).body());
        if (info.size() != INFO_PARTS) {
            throw refused("cannot be read");
        }
        var key = strong(info.get(KEY_AT));
        if (!signed(parts, key)) {
            throw refused("was not signed with its own key");
        }
        return key;
    }

    private static List<Der.Element> parts(byte[] request) {
        var parts = Der.children(Der.only(request).body());
        if (parts.size() != 3 || parts.get(2).tag() != Der.BITS || parts.get(2).body().length < 2) {
            throw refused("cannot be read");
        }
        return parts;
    }

    private static PublicKey strong(Der.Element key) {
        var kind = Der.children(key.body()).stream().findFirst().map(Request::hex).orElse("");
        var algorithm = Optional.ofNullable(KEYS.get(kind));
        try {
            var factory =
                    KeyFactory.getInstance(
                            algorithm.orElseThrow(
                                    () ->
                                            refused(
                                                    "has a key other than EC P-256, EC P-384 or"
                                                            + " Ed25519")));
            return factory.generatePublic(new X509EncodedKeySpec(key.whole()));
        } catch (GeneralSecurityException malformed) {
            throw refused("cannot be read: " + malformed.getMessage());
        }
    }

    private static boolean signed(List<Der.Element> parts, PublicKey key) {
        var algorithm = Optional.ofNullable(SIGNATURES.get(hex(parts.get(1))));
        var bits = parts.get(2).body();
        try {
            var signature =
                    Signature.getInstance(
                            algorithm.orElseThrow(() -> refused("is signed in an unknown way")));
            signature.initVerify(key);
            signature.update(parts.get(0).whole());
            return signature.verify(Arrays.copyOfRange(bits, 1, bits.length));
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }

    /** A request in the name of a root, signed with its key. */
    public static byte[] of(X509Certificate root, PrivateKey key) {
        var info =
                Der.element(
                        Der.SEQUENCE,
                        VERSION,
                        root.getSubjectX500Principal().getEncoded(),
                        root.getPublicKey().getEncoded(),
                        NO_ATTRIBUTES);
        var algorithm = algorithm(root.getPublicKey());
        var form =
                SIGNATURES.entrySet().stream()
                        .filter(each -> each.getValue().equals(algorithm))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();
        var bits = Der.element(Der.BITS, new byte[] {0}, signature(key, algorithm, info));
        return Der.element(Der.SEQUENCE, info, HexFormat.of().parseHex(form), bits);
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case EC -> "SHA256withECDSA";
            case RSA -> "SHA256withRSA";
            default -> ED25519;
        };
    }

    private static byte[] signature(PrivateKey key, String algorithm, byte[] text) {
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException wrong) {
            throw new IssueException(Reason.REFUSED, "certificate key mismatch");
        }
    }

    private static String hex(Der.Element element) {
        return HexFormat.of().formatHex(element.whole());
    }

    private static IssueException refused(String why) {
        return new IssueException(Reason.REFUSED, "the certificate request " + why);
    }
}
