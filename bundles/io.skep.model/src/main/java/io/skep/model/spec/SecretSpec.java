package io.skep.model.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confidential data. Source: swarm-behaviour SE-1.
 *
 * @param name unique
 * @param labels free text of the user
 * @param data the payload
 * @param driver plugin that has the payload
 * @param templating how placeholders are expanded
 */
public record SecretSpec(
        String name,
        Map<String, String> labels,
        Payload data,
        @Nullable Driver driver,
        @Nullable Driver templating) {

    /** Copies, orders and fills what is absent. */
    public SecretSpec {
        name = Given.text(name);
        labels = Given.map(labels);
        data = data == null ? Payload.EMPTY : data;
    }
}
