package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Wire examples. Source: docker-api-notes 9. */
final class Samples {

    private Samples() {}

    static JsonNode sample(String name) {
        try (var file = Samples.class.getResourceAsStream("/" + name + ".json")) {
            return Json.parse(Objects.requireNonNull(file).readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonNode json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As a client reads it. */
    static JsonNode seen(Shape shape) {
        return seen(shape.node());
    }

    static JsonNode seen(JsonNode node) {
        return Json.parse(Json.bytes(node));
    }
}
