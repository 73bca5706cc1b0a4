package io.skep.runtime.docker.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.runtime.spi.RuntimeFailure;

/**
 * What the engine answered.
 *
 * @param status the HTTP status
 * @param body the content; missing when there is none
 */
public record Answer(int status, JsonNode body) {

    private static final int UNAVAILABLE = 503;

    public boolean ok() {
        return status < 400;
    }

    /** Whether the thing asked for is not there. */
    public boolean missing() {
        return status == 404;
    }

    /** Whether the thing is in a state that does not allow this. */
    public boolean conflict() {
        return status == 409;
    }

    /** The engine's words for a failure. */
    public String message() {
        var text = body.path("message").asText();
        return text.isEmpty() ? "the engine answered with status " + status : text;
    }

    public RuntimeFailure failure() {
        return failure("");
    }

    public RuntimeFailure failure(String before) {
        return status == UNAVAILABLE
                ? RuntimeFailure.temporary(before + message())
                : RuntimeFailure.fatal(before + message());
    }

    /** The body, if the engine did as asked. */
    public JsonNode orFail() {
        if (!ok()) {
            throw failure();
        }
        return body;
    }
}
