package io.skep.transport;

import io.skep.model.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end, as its certificate proves.
 *
 * @param node which node; absent for a stranger
 * @param role what it may say
 */
public record Caller(@Nullable NodeId node, Role role) {

    /** Somebody without a certificate of the cluster. */
    public static final Caller STRANGER = new Caller(null, Role.STRANGER);
}
