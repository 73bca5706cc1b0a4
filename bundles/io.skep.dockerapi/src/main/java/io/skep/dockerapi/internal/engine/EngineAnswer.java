package io.skep.dockerapi.internal.engine;

import java.util.Map;

/**
 * What the engine said.
 *
 * @param status the HTTP status
 * @param headers by lower-case name
 * @param body the whole body
 */
public record EngineAnswer(int status, Map<String, String> headers, byte[] body) {

    /** Whether it is what was asked for. */
    public boolean good() {
        return status >= 200 && status < 300;
    }
}
