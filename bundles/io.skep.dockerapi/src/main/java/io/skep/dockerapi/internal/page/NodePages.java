package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Filters;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerapi.internal.shape.NodeShape;
import io.skep.model.Node;
import io.skep.model.spec.NodeSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code /nodes}. */
final class NodePages {

    private static final Set<String> FILTERS =
            Set.of("id", "label", "name", "membership", "role", "node.label");

    private final Desk desk;

    NodePages(Control control) {
        this.desk = new Desk(control);
    }

    void on(Routes routes) {
        routes.get("/nodes", this::list);
        routes.get("/nodes/{id}", this::inspect);
        routes.post("/nodes/{id}/update", this::update);
        routes.delete(
                "/nodes/{id}",
                ask ->
                        desk.carry(
                                new Command.RemoveNode(ask.capture("id"), ask.loose("force")),
                                200));
    }

    private CompletionStage<Reply> list(Ask ask) {
        var filters = ask.filters(FILTERS);
        Choices.check("role", List.of("worker", "manager"), filters.of("role"));
        Choices.check("membership", List.of("accepted", "pending"), filters.of("membership"));
        return desk.control()
                .read()
                .thenApply(
                        view ->
                                Desk.list(
                                        view.nodes(),
                                        node -> fits(filters, node),
                                        node -> NodeShape.of(node, view.cluster())));
    }

    private static boolean fits(Filters filters, Node node) {
        var spec = node.spec().value();
        var status = node.status();
        Map<String, String> engine =
                status == null ? Map.of() : status.value().description().engineLabels();
        return filters.prefix("id", node.id().value())
                && filters.prefix("name", spec.name().isEmpty() ? node.hostname() : spec.name())
                && filters.labels("label", engine)
                && filters.labels("node.label", spec.labels())
                && filters.exactly("role", spec.role().name().toLowerCase(Locale.ROOT))
                && filters.exactly("membership", "accepted");
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
