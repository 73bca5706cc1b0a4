package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.spec.Payload;
import java.util.Base64;

/** The credentials a client sends for an image; undecodable ones are ignored. Source: SV-20. */
public final class RegistryAuth {

    private RegistryAuth() {}

    /** The JSON in the header {@code X-Registry-Auth}; nothing when there is none. */
    public static Payload of(String header) {
        if (header.isEmpty()) {
            return Payload.EMPTY;
        }
        var given = header.replace('-', '+').replace('_', '/');
        try {
            var json = Base64.getDecoder().decode(given);
            JsonNode auth = Json.parse(json);
            return auth.isObject() && !auth.isEmpty() ? Payload.of(json) : Payload.EMPTY;
        } catch (IllegalArgumentException undecodable) {
            return Payload.EMPTY;
        }
    }
}
