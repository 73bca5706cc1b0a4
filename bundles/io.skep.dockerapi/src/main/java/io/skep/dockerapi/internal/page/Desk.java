package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.dockerapi.internal.json.Json;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.shape.Shape;
import io.skep.model.Table;
import io.skep.model.View;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

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

    /** Those objects of a table that fit. */
    static <V> Reply list(Table<V> table, Predicate<V> fits, Function<V, Shape> shown) {
        List<ObjectNode> nodes = table.stream().filter(fits).map(shown).map(Shape::node).toList();
        return Reply.ok(Json.array(nodes));
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
