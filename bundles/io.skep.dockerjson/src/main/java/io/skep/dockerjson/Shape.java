package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.Stored;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making, its fields in order. Not for several threads. */
public final class Shape {

    private final ObjectNode node = Json.object();

    /** Without fields. */
    public Shape() {}

    /** An object's head: id, version and times. */
    static Shape of(String id, Stored<?> part) {
        return of(id, part.version(), part.createdAt(), part.updatedAt());
    }

    static Shape of(String id, long version, Instant createdAt, Instant updatedAt) {
        return new Shape()
                .with("ID", id)
                .with("Version", index(version))
                .with("CreatedAt", createdAt)
                .with("UpdatedAt", updatedAt);
    }

    /** A number in Docker's wrapping. */
    static JsonNode index(long version) {
        return Json.object().put("Index", version);
    }

    /** With a field. */
    public Shape with(String name, @Nullable Object value) {
        node.set(name, value instanceof Shape shape ? shape.node() : Json.tree(value));
        return this;
    }

    /** With a field, unless it says nothing: null, false, zero, or empty. */
    public Shape some(String name, @Nullable Object value) {
        var tree = value instanceof Shape shape ? shape.node() : Json.tree(value);
        boolean silent =
                tree.isNull()
                        || tree.isTextual() && tree.textValue().isEmpty()
                        || tree.isNumber() && tree.doubleValue() == 0
                        || tree.isBoolean() && !tree.booleanValue()
                        || tree.isArray() && tree.isEmpty();
        if (!silent) {
            node.set(name, tree);
        }
        return this;
    }

    /** The object. */
    public ObjectNode node() {
        return node;
    }
}
