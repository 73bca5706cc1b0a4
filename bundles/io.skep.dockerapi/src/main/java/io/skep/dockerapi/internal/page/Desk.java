package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerjson.Filters;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.Shape;
import io.skep.model.View;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How pages ask the cluster, and the replies all of them give. */
final class Desk {

    private final Control control;

    Desk(Control control) {
        this.control = control;
    }

    Control control() {
        return control;
    }

    /** One object. */
    CompletionStage<Reply> show(Function<View, Shape> shown) {
        return control.read().thenApply(view -> Reply.ok(shown.apply(view).node()));
    }

    /** A list. */
    CompletionStage<Reply> list(Ask ask, BiFunction<View, Filters, ArrayNode> listed) {
        var filters = Filters.parse(ask.query("filters"));
        return control.read().thenApply(view -> Reply.ok(listed.apply(view, filters)));
    }

    /** Carries out what makes an object. */
    CompletionStage<Reply> create(Command command) {
        return control.submit(command)
                .thenApply(receipt -> Reply.json(201, Json.object().put("ID", receipt.id())));
    }

    /** Carries out what has no answer but its status. */
    CompletionStage<Reply> carry(Command command, int status) {
        return control.submit(command).thenApply(receipt -> Reply.empty(status));
    }
}
