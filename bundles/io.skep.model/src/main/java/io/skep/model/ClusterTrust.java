package io.skep.model;

import io.skep.model.spec.Given;

/**
 * What nodes trust and how new ones join. Written by the CA.
 *
 * @param rootCertificate PEM of the root that issues
 * @param anchors PEM of all roots that are trusted
 * @param workerToken joins as worker
 * @param managerToken joins as manager
 */
public record ClusterTrust(
        String rootCertificate, String anchors, String workerToken, String managerToken) {

    /** Copies, orders and fills what is absent. */
    public ClusterTrust {
        rootCertificate = Given.text(rootCertificate);
        anchors = Given.text(anchors);
        workerToken = Given.text(workerToken);
        managerToken = Given.text(managerToken);
    }

    /** Says nothing of the tokens. */
    @Override
    public String toString() {
        return "ClusterTrust[" + rootCertificate.length() + " characters of PEM]";
    }
}
