package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerjson.Filters;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.NetworkShape;
import io.skep.dockerjson.Shape;
import io.skep.model.Network;
import io.skep.model.View;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code docker network prune}: the engine's networks that nobody uses, but for those that belong
 * to networks of the swarm, and the swarm's.
 */
final class NetworkPrune {

    private final Control control;
    private final LocalNetworks locals;

    NetworkPrune(Control control, LocalNetworks locals) {
        this.control = control;
        this.locals = locals;
    }

    CompletionStage<Reply> prune(Ask ask, View view) {
        var filters = Filters.parse(ask.query("filters"));
        CompletionStage<List<String>> deleted = locals.prune(ask, filtered(ask.query("filters")));
        for (var network : view.networks()) {
            if (candidate(network, filters)) {
                deleted = deleted.thenCompose(before -> remove(network, before));
            }
        }
        return deleted.thenApply(
                names -> Reply.ok(new Shape().with("NetworksDeleted", names).node()));
    }

    /** The filters, and that the engine is to leave alone what belongs to the swarm. */
    private static String filtered(String given) {
        var parsed = given.isEmpty() ? null : Json.parse(given.getBytes(StandardCharsets.UTF_8));
        var filters = parsed instanceof ObjectNode object ? object : Json.object();
        var not = Json.object();
        for (var label : labels(filters.get("label!"))) {
            not.put(label, true);
        }
        not.put(LocalNetworks.OURS, true);
        filters.set("label!", not);
        return "filters=" + URLEncoder.encode(filters.toString(), StandardCharsets.UTF_8);
    }

    private static List<String> labels(@Nullable JsonNode given) {
        var labels = new ArrayList<String>();
        if (given != null && given.isObject()) {
            given.fieldNames().forEachRemaining(labels::add);
        } else if (given != null) {
            given.forEach(label -> labels.add(label.asText()));
        }
        return labels;
    }

    private static boolean candidate(Network network, Filters filters) {
        var spec = network.spec().value();
        return !spec.ingress()
                && !NetworkShape.predefined(spec)
                && !filters.has("until")
                && filters.labels("label", spec.labels())
                && !(filters.has("label!") && filters.labels("label!", spec.labels()));
    }

    /** One that is in use is refused, and stays. */
    private CompletionStage<List<String>> remove(Network network, List<String> before) {
        var done = new CompletableFuture<List<String>>();
        control.submit(new Command.RemoveNetwork(network.id().value()))
                .whenComplete(
                        (receipt, refused) -> {
                            var names = new ArrayList<>(before);
                            if (refused == null) {
                                names.add(network.spec().value().name());
                            }
                            done.complete(names);
                        });
        return done;
    }
}
