package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Find;
import io.skep.dockerjson.Lists;
import io.skep.dockerjson.NodeShape;
import io.skep.model.spec.NodeSpec;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code /nodes}. */
final class NodePages {

    private final Desk desk;

    NodePages(Control control) {
        this.desk = new Desk(control);
    }

    void on(Routes routes) {
        routes.get("/nodes", ask -> desk.list(ask, Lists::nodes));
        routes.get("/nodes/{id}", this::inspect);
        routes.post("/nodes/{id}/update", this::update);
        routes.delete(
                "/nodes/{id}",
                ask ->
                        desk.carry(
                                new Command.RemoveNode(ask.capture("id"), ask.loose("force")),
                                200));
    }

    private CompletionStage<Reply> inspect(Ask ask) {
        return desk.show(view -> NodeShape.of(Find.node(view, ask.capture("id")), view.cluster()));
    }

    private CompletionStage<Reply> update(Ask ask) {
        var version = ask.index("node");
        var spec = ask.body(NodeSpec.class);
        checkGiven(spec.role(), "Role");
        checkGiven(spec.availability(), "Availability");
        return desk.carry(new Command.UpdateNode(ask.capture("id"), version, spec), 200);
    }

    private static void checkGiven(@Nullable Object choice, String name) {
        if (choice == null) {
            throw new Refusal(Refusal.Code.INVALID, "invalid " + name + ": \"\"");
        }
    }
}
