package io.skep.dockerapi.internal.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Json;

/** Shows configs without what is in them: what people put there is often a secret. */
public final class Blank {

    private static final String CONFIGS = "/configs";

    private Blank() {}

    /** A row of the table, for somebody who only looks. */
    public static Routes.Route over(Routes.Route row) {
        if (!row.path().pattern().startsWith(CONFIGS)) {
            return row;
        }
        Routes.Answering blanked = ask -> row.answering().answer(ask).thenApply(Blank::blanked);
        return new Routes.Route(row.method(), row.path(), blanked, row.by());
    }

    private static Reply blanked(Reply reply) {
        if (!(reply instanceof Reply.Whole whole)) {
            return reply;
        }
        var shown = Json.parse(whole.body());
        if (shown.isArray()) {
            shown.forEach(Blank::empty);
        } else {
            empty(shown);
        }
        return new Reply.Whole(whole.status(), whole.type(), Json.bytes(shown), whole.headers());
    }

    private static void empty(JsonNode config) {
        if (config.path("Spec") instanceof ObjectNode spec) {
            spec.remove("Data");
        }
    }
}
