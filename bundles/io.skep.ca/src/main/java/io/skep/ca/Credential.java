package io.skep.ca;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a node shows to others, and whom it believes. Source: swarm-behaviour CA-2.
 *
 * @param node who it is: the certificate's common name
 * @param cluster which cluster: its organisation
 * @param role what it may do: its organisational unit
 * @param key its private key
 * @param chain its certificate first, then what leads to an anchor
 * @param anchors the roots it trusts; two during a rotation
 */
public record Credential(
        NodeId node,
        ClusterId cluster,
        NodeRole role,
        PrivateKey key,
        List<X509Certificate> chain,
        List<X509Certificate> anchors) {

    /** Copies the lists. */
    public Credential {
        chain = List.copyOf(chain);
        anchors = List.copyOf(anchors);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "Credential[" + node + ", " + role + ", cluster " + cluster + "]";
    }
}
