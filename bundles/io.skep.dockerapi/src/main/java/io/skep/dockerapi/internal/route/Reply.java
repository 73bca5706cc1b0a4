package io.skep.dockerapi.internal.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.dockerjson.Json;
import io.skep.seam.Cancellable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is answered. */
public sealed interface Reply {

    /** The media type of JSON; clients want it to the letter. Source: docker-api-notes 1.5. */
    String JSON = "application/json";

    /** A whole answer. */
    record Whole(int status, String type, byte[] body, Map<String, String> headers)
            implements Reply {}

    /** An answer that goes on. */
    record Flowing(String type, Source source) implements Reply {}

    /** Where an endless answer comes from. */
    @FunctionalInterface
    interface Source {

        /** Begins; the result ends it, when the client went away. */
        Cancellable open(Outlet out);
    }

    /** JSON. */
    static Reply json(int status, JsonNode node) {
        return new Whole(status, JSON, Json.bytes(node), Map.of());
    }

    /** JSON that was asked for. */
    static Reply ok(JsonNode node) {
        return json(200, node);
    }

    /** No body. */
    static Reply empty(int status) {
        return new Whole(status, "", new byte[0], Map.of());
    }

    /** A text. */
    static Reply text(int status, String text, Map<String, String> headers) {
        return new Whole(
                status,
                "text/plain; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8),
                headers);
    }

    /** An error in Docker's form; never empty. */
    static Reply error(int status, String message) {
        return json(
                status,
                Json.object().put("message", message.isEmpty() ? "error " + status : message));
    }
}
