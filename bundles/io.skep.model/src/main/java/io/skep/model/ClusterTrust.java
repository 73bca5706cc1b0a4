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
 * @param bridge while another root takes over: PEM of {@code rootCertificate} signed by the root
 *     that is trusted still; otherwise empty
 */
public record ClusterTrust(
        String rootCertificate,
        String anchors,
        String workerToken,
        String managerToken,
        Payload rootKey,
        String bridge) {

    /** Copies, orders and fills what is absent. */
    public ClusterTrust {
        rootCertificate = Given.text(rootCertificate);
        anchors = Given.text(anchors);
        workerToken = Given.text(workerToken);
        managerToken = Given.text(managerToken);
        rootKey = rootKey == null ? Payload.EMPTY : rootKey;
        bridge = Given.text(bridge);
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
