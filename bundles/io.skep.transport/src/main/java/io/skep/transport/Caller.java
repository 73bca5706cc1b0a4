package io.skep.transport;

import io.skep.model.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end, as its certificate proves.
 *
 * @param node which node; absent for a stranger
 * @param role what it may say
 * @param address the host it calls from, without a port; empty when that is not known, or when it
 *     did not come over a network
 */
public record Caller(@Nullable NodeId node, Role role, String address) {

    /** Nobody knows where from. */
    public Caller(@Nullable NodeId node, Role role) {
        this(node, role, "");
    }

    /** Somebody without a certificate of the cluster. */
    public static final Caller STRANGER = new Caller(null, Role.STRANGER);
}
