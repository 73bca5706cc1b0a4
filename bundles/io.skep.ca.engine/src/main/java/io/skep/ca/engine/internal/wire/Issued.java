package io.skep.ca.engine.internal.wire;

import io.skep.model.spec.Given;
import io.skep.transport.ManagerAddress;
import java.util.List;

/**
 * A certificate.
 *
 * @param chain PEM: it first, then what leads to an anchor
 * @param anchors PEM of the roots to trust
 * @param managers where the managers are
 */
public record Issued(String chain, String anchors, List<ManagerAddress> managers) {

    /** Copies the list; absent texts are empty. */
    public Issued {
        chain = Given.text(chain);
        anchors = Given.text(anchors);
        managers = Given.list(managers);
    }
}
