package io.skep.ca.engine.internal.wire;

import io.skep.model.spec.Availability;
import io.skep.model.spec.Given;
import org.jspecify.annotations.Nullable;

/**
 * The question {@code ca.request}.
 *
 * @param request PKCS#10, DER
 * @param token joins; empty for a renewal
 * @param availability of a node that joins
 * @param proof who renews, when the connection does not prove it
 */
public record Asking(
        byte[] request, String token, Availability availability, @Nullable Proof proof) {

    /** What is absent is empty: whoever asks is a stranger, who may send anything. */
    public Asking {
        request = request == null ? new byte[0] : request.clone();
        token = Given.text(token);
        availability = availability == null ? Availability.ACTIVE : availability;
    }

    /** Somebody wants to join. */
    public static Asking join(byte[] request, String token, Availability availability) {
        return new Asking(request, token, availability, null);
    }

    /** A node renews over a connection that proves who it is. */
    public static Asking renewal(byte[] request) {
        return new Asking(request, "", Availability.ACTIVE, null);
    }

    /** A node renews that is a stranger to the transport: expired, or not of its old role. */
    public static Asking renewal(byte[] request, Proof proof) {
        return new Asking(request, "", Availability.ACTIVE, proof);
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "Asking[" + request.length + " bytes]";
    }
}
