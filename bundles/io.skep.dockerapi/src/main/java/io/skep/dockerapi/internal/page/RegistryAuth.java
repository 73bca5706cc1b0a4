package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.json.Json;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.model.spec.Payload;
import java.util.Base64;

/** The credentials a client sends for an image; undecodable ones are ignored. Source: SV-20. */
final class RegistryAuth {

    private RegistryAuth() {}

    static Payload of(Ask ask) {
        var given = ask.header("x-registry-auth").replace('-', '+').replace('_', '/');
        try {
            var json = Base64.getDecoder().decode(given);
            JsonNode auth = Json.parse(json);
            return auth.isObject() && !auth.isEmpty() ? Payload.of(json) : Payload.EMPTY;
        } catch (IllegalArgumentException | Refusal undecodable) {
            return Payload.EMPTY;
        }
    }
}
