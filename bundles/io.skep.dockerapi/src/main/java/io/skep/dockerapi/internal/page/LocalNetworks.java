package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.engine.EngineAnswer;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerjson.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The networks of the local engine; none where there is none. */
final class LocalNetworks {

    /** The label of what belongs to a network of the swarm: that one is shown, once. */
    static final String OURS = "io.skep.network.id";

    /** The label of the node that made it: several may share an engine. */
    private static final String MAKER = "io.skep.node.id";

    private static final int NOT_FOUND = 404;

    private final EngineLink engine;

    LocalNetworks(EngineLink engine) {
        this.engine = engine;
    }

    boolean any() {
        return engine.present();
    }

    CompletionStage<List<JsonNode>> list(Ask ask) {
        if (!engine.present()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return ask(ask).thenApply(LocalNetworks::nodes).exceptionally(unreachable -> List.of());
    }

    private static List<JsonNode> nodes(EngineAnswer answer) {
        var nodes = new ArrayList<JsonNode>();
        if (answer.good()) {
            Json.parse(answer.body()).forEach(nodes::add);
        }
        nodes.removeIf(LocalNetworks::ours);
        return nodes;
    }

    private static boolean ours(JsonNode network) {
        return network.path("Labels").has(OURS);
    }

    private static boolean hidden(EngineAnswer answer) {
        return answer.status() == NOT_FOUND || answer.good() && ours(Json.parse(answer.body()));
    }

    /** The names of those that the engine removed. */
    CompletionStage<List<String>> prune(Ask ask, String filters) {
        if (!engine.present()) {
            return CompletableFuture.completedFuture(List.of());
        }
        var path = ask.uri().split("\\?", 2)[0];
        return engine.call(ask.method(), path + "?" + filters, Map.of(), ask.body())
                .thenApply(LocalNetworks::deleted)
                .exceptionally(unreachable -> List.of());
    }

    private static List<String> deleted(EngineAnswer answer) {
        var names = new ArrayList<String>();
        if (answer.good()) {
            Json.parse(answer.body())
                    .path("NetworksDeleted")
                    .forEach(name -> names.add(name.asText()));
        }
        return names;
    }

    CompletionStage<Optional<Reply>> inspect(Ask ask) {
        if (!engine.present()) {
            return none();
        }
        return ask(ask).thenApply(
                        answer ->
                                hidden(answer)
                                        ? Optional.<Reply>empty()
                                        : Optional.of(EnginePages.reply(answer)))
                .exceptionally(unreachable -> Optional.empty());
    }

    /** The containers of a node that are plugged into a network of the swarm, by id. */
    CompletionStage<JsonNode> containers(String network, String node) {
        if (!engine.present()) {
            return CompletableFuture.completedFuture(Json.object());
        }
        return get("/networks?filters=" + labelled(OURS + "=" + network, MAKER + "=" + node))
                .thenCompose(found -> containers(found.path(0).path("Id").asText()))
                .exceptionally(unreachable -> Json.object());
    }

    private CompletionStage<JsonNode> containers(String id) {
        return id.isEmpty()
                ? CompletableFuture.completedFuture(Json.object())
                : get("/networks/" + id)
                        .thenApply(
                                network ->
                                        network.path("Containers").isObject()
                                                ? network.path("Containers")
                                                : Json.object());
    }

    private static String labelled(String... labels) {
        var filter = Json.object().set("label", Json.tree(List.of(labels)));
        return URLEncoder.encode(filter.toString(), StandardCharsets.UTF_8);
    }

    /** Nothing where the engine has nothing good to say. */
    private CompletionStage<JsonNode> get(String uri) {
        return engine.call("GET", uri, Map.of(), new byte[0])
                .thenApply(answer -> answer.good() ? Json.parse(answer.body()) : Json.object());
    }

    static CompletionStage<Optional<Reply>> none() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** What is not the swarm's is the engine's business. */
    CompletionStage<Reply> pass(Ask ask) {
        if (!engine.present()) {
            throw new Refusal(
                    Refusal.Code.UNIMPLEMENTED,
                    "this network would be local to the node, and the node has no Docker Engine");
        }
        return EnginePages.relayed(ask(ask));
    }

    private CompletionStage<EngineAnswer> ask(Ask ask) {
        return engine.call(ask.method(), ask.uri(), Map.of("Content-Type", Reply.JSON), ask.body());
    }
}
