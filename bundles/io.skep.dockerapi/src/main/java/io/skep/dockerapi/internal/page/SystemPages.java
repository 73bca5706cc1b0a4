package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.control.Control;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.ApiVersion;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Json;
import io.skep.model.View;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** {@code /_ping}, {@code /version} and {@code /info}. */
final class SystemPages {

    private static final long PATIENCE_SECONDS = 5;
    private static final Map<String, String> UNCACHED =
            Map.of("Cache-Control", "no-cache, no-store, must-revalidate", "Pragma", "no-cache");

    private final Control control;
    private final EngineLink engine;
    private final Site site;

    SystemPages(Control control, EngineLink engine, Site site) {
        this.control = control;
        this.engine = engine;
        this.site = site;
    }

    void on(Routes routes) {
        routes.get("/_ping", ask -> Routes.done(ping("OK")));
        routes.head("/_ping", ask -> Routes.done(ping("")));
        routes.get("/version", ask -> engines(ask, ownVersion()).thenApply(this::version));
        routes.get("/info", this::info);
    }

    private Reply ping(String body) {
        var headers = new java.util.TreeMap<>(UNCACHED);
        headers.put("Swarm", swarm());
        return Reply.text(200, body, headers);
    }

    private String swarm() {
        var local = control.local();
        if (!local.active()) {
            return local.state();
        }
        return local.manager() ? "active/manager" : "active/worker";
    }

    /** What the engine says, or what we say where there is none. */
    private CompletionStage<ObjectNode> engines(Ask ask, ObjectNode otherwise) {
        if (!engine.present()) {
            return CompletableFuture.completedFuture(otherwise);
        }
        return engine.call("GET", ask.uri(), Map.of(), new byte[0])
                .thenApply(
                        answer ->
                                answer.good()
                                                && Json.parse(answer.body())
                                                        instanceof ObjectNode object
                                        ? object
                                        : otherwise)
                .toCompletableFuture()
                .completeOnTimeout(otherwise, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(unreachable -> otherwise);
    }

    private Reply version(ObjectNode answer) {
        answer.put("ApiVersion", ApiVersion.NEWEST.toString());
        answer.put("MinAPIVersion", ApiVersion.oldest().toString());
        return Reply.ok(answer);
    }

    private ObjectNode ownVersion() {
        var oldest = ApiVersion.oldest().toString();
        return site.machine().version(oldest, ApiVersion.NEWEST.toString()).node();
    }

    private CompletionStage<Reply> info(Ask ask) {
        return engines(ask, ownInfo())
                .thenCombine(
                        view(),
                        (info, view) -> {
                            info.set("Swarm", SwarmInfo.of(control.local(), view).node());
                            return Reply.ok(info);
                        });
    }

    /** The cluster as a manager knows it, if it answers in time. */
    private CompletionStage<Optional<View>> view() {
        var local = control.local();
        if (!local.active() || !local.manager()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return control.read()
                .thenApply(Optional::of)
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(leaderless -> Optional.empty());
    }

    private ObjectNode ownInfo() {
        var local = control.local();
        return site.machine().info(local.nodeId(), local.hostname(), site.time().now()).node();
    }
}
