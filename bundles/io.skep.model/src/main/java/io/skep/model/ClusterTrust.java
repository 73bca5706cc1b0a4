package io.skep.model;

import io.skep.model.spec.Given;
import io.skep.model.spec.Payload;

/**
 * What nodes trust and how new ones join. Written by the CA.
 *
 * @param rootCertificate PEM of the root that issues
 * @param anchors PEM of all roots that are trusted
 * @param workerToken joins as worker
 * @param managerToken joins as manager
 * @param rootKey PEM of the key that belongs to {@code rootCertificate}; empty when somebody else
 *     has it
 * @param bridge what leads from {@code rootCertificate} to a root that nodes may still trust: PEM
 *     of it signed by the root before, and so on; empty when all nodes trust it
 * @param anchorKey while another root takes over: PEM of the key that belongs to {@code anchors};
 *     otherwise empty, and when somebody else has it
 * @param forced which of the rotations that users forced was the last to begin
 */
public record ClusterTrust(
        String rootCertificate,
        String anchors,
        String workerToken,
        String managerToken,
        Payload rootKey,
        String bridge,
        Payload anchorKey,
        long forced) {

    /** Copies, orders and fills what is absent. */
    public ClusterTrust {
        rootCertificate = Given.text(rootCertificate);
        anchors = Given.text(anchors);
        workerToken = Given.text(workerToken);
        managerToken = Given.text(managerToken);
        rootKey = rootKey == null ? Payload.EMPTY : rootKey;
        bridge = Given.text(bridge);
        anchorKey = anchorKey == null ? Payload.EMPTY : anchorKey;
    }

    /** Nobody forced anything yet. */
    public ClusterTrust(
            String rootCertificate,
            String anchors,
            String workerToken,
            String managerToken,
            Payload rootKey,
            String bridge) {
        this(
                rootCertificate,
                anchors,
                workerToken,
                managerToken,
                rootKey,
                bridge,
                Payload.EMPTY,
                0);
    }

    /** Whether another root is taking over. Source: swarm-behaviour CA-7. */
    public boolean rotating() {
        return !anchors.equals(rootCertificate);
    }

    /** The same with other tokens. */
    public ClusterTrust withTokens(String worker, String manager) {
        return new ClusterTrust(
                rootCertificate, anchors, worker, manager, rootKey, bridge, anchorKey, forced);
    }

    /** A root that is not about to be replaced. */
    public ClusterTrust(
            String rootCertificate,
            String anchors,
            String workerToken,
            String managerToken,
            Payload rootKey) {
        this(rootCertificate, anchors, workerToken, managerToken, rootKey, "");
    }

    /** A root whose key somebody else has. */
    public ClusterTrust(
            String rootCertificate, String anchors, String workerToken, String managerToken) {
        this(rootCertificate, anchors, workerToken, managerToken, Payload.EMPTY, "");
    }

    /** Says nothing of the tokens and the key. */
    @Override
    public String toString() {
        return "ClusterTrust[" + rootCertificate.length() + " characters of PEM]";
    }
}
