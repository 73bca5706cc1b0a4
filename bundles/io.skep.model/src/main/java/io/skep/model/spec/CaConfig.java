package io.skep.model.spec;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of nodes.
 *
 * @param nodeCertExpiry validity of a node's certificate; absent means 90 days
 * @param externalCAs signers outside the cluster
 * @param signingCACert wanted root certificate, PEM; never returned
 * @param signingCAKey wanted root key, PEM; never returned
 * @param forceRotate grows when the user forces a rotation
 */
public record CaConfig(
        @Nullable Duration nodeCertExpiry,
        List<ExternalCa> externalCAs,
        String signingCACert,
        String signingCAKey,
        long forceRotate) {

    /** Copies, orders and fills what is absent. */
    public CaConfig {
        externalCAs = Given.list(externalCAs);
        signingCACert = Given.text(signingCACert);
        signingCAKey = Given.text(signingCAKey);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "CaConfig[" + nodeCertExpiry + ", " + externalCAs + ", " + forceRotate + "]";
    }
}
