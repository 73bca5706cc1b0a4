package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.dockerapi.internal.engine.EngineAnswer;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.guest.Porter;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Json;
import io.skep.model.net.Span;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * What the engine does with containers that may be on networks of the cluster. Source:
 * swarm-behaviour NW-3.
 */
final class GuestPages {

    private final EngineLink engine;
    private final Porter porter;

    GuestPages(EngineLink engine, Porter porter) {
        this.engine = engine;
        this.porter = porter;
    }

    void on(Routes routes) {
        routes.both("POST", "/containers/create", this::create);
        for (var verb : new String[] {"start", "restart"}) {
            routes.both("POST", "/containers/{id}/" + verb, this::start);
        }
        routes.both("POST", "/networks/{id}/connect", ask -> plug(ask, porter::connect));
        routes.both("POST", "/networks/{id}/disconnect", ask -> plug(ask, porter::disconnect));
    }

    private CompletionStage<Reply> create(Ask ask) {
        if (!engine.present()) {
            return EnginePages.refuse(ask);
        }
        return porter.order(ask.body()).thenCompose(body -> pass(ask, body));
    }

    private CompletionStage<Reply> start(Ask ask) {
        if (!engine.present()) {
            return EnginePages.noContainer(ask);
        }
        return porter.prepare(ask.capture("id")).thenCompose(ready -> pass(ask, ask.body()));
    }

    private CompletionStage<Reply> plug(
            Ask ask, BiFunction<Span, JsonNode, CompletionStage<EngineAnswer>> how) {
        if (!engine.present()) {
            return EnginePages.refuse(ask);
        }
        return porter.find(ask.capture("id"))
                .thenCompose(
                        found ->
                                found.isPresent()
                                        ? EnginePages.relayed(
                                                how.apply(found.get(), Json.parse(ask.body())))
                                        : pass(ask, ask.body()));
    }

    private CompletionStage<Reply> pass(Ask ask, byte[] body) {
        var type = ask.header("content-type");
        Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("Content-Type", type);
        return EnginePages.relayed(engine.work(ask.method(), ask.uri(), headers, body));
    }
}
