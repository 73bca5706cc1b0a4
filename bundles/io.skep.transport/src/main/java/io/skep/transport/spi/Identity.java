package io.skep.transport.spi;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a node shows, and whom it believes.
 *
 * @param key of the first certificate
 * @param chain its certificate first, then what leads to an anchor
 * @param anchors the roots it trusts
 */
public record Identity(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> anchors) {

    /** Copies the lists. */
    public Identity {
        chain = List.copyOf(chain);
        anchors = List.copyOf(anchors);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "Identity[" + chain.size() + " certificates, " + anchors.size() + " anchors]";
    }
}
