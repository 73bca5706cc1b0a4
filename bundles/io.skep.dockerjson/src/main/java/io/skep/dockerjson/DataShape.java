package io.skep.dockerjson;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.Config;
import io.skep.model.Secret;

/** Secrets and configs as clients see them: data of secrets never leaves. */
public final class DataShape {

    private DataShape() {}

    /** A secret. */
    public static Shape of(Secret secret) {
        var spec = (ObjectNode) Json.tree(secret.spec().value());
        spec.remove("Data");
        return Shape.of(secret.id().value(), secret.spec()).with("Spec", spec);
    }

    /** A config. */
    public static Shape of(Config config) {
        return Shape.of(config.id().value(), config.spec()).with("Spec", config.spec().value());
    }
}
