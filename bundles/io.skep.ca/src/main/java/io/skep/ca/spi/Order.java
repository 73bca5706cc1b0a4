package io.skep.ca.spi;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import java.time.Duration;

/**
 * A certificate that is to be issued. Source: swarm-behaviour CA-1.
 *
 * @param request PKCS#10, DER; only its public key counts
 * @param node common name, and a DNS name
 * @param cluster organisation
 * @param role organisational unit {@code swarm-manager} or {@code swarm-worker}, and a DNS name; a
 *     manager has the DNS name {@code swarm-ca} besides
 * @param validity from now on; positive
 */
public record Order(
        byte[] request, NodeId node, ClusterId cluster, NodeRole role, Duration validity) {

    /** How many bytes a request has at most. */
    public static final int MAX_REQUEST = 16 * 1024;

    /** Organisational unit of managers. */
    public static final String MANAGER = "swarm-manager";

    /** Organisational unit of workers. */
    public static final String WORKER = "swarm-worker";

    /** The DNS name of whoever may issue. */
    public static final String ISSUER = "swarm-ca";

    /** Copies the request. */
    public Order {
        request = request.clone();
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("validity must be positive: " + validity);
        }
    }

    @Override
    public byte[] request() {
        return request.clone();
    }

    /** The organisational unit. */
    public String unit() {
        return role == NodeRole.MANAGER ? MANAGER : WORKER;
    }

    /** Says nothing of the request. */
    @Override
    public String toString() {
        return "Order[" + node + ", " + role + ", cluster " + cluster + ", " + validity + "]";
    }
}
