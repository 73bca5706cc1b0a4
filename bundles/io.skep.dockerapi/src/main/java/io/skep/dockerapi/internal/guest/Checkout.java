package io.skep.dockerapi.internal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.Guests;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerjson.Json;
import io.skep.model.NetworkId;
import io.skep.model.TaskId;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what a container was given on a network of the cluster, unless it is plugged in and
 * runs, or the engine starts it again by itself. Safe for use by any thread.
 */
public final class Checkout {

    private static final Logger log = LoggerFactory.getLogger(Checkout.class);
    private static final Set<String> ALIVE = Set.of("running", "paused", "restarting");

    private final EngineLink engine;
    private final Guests guests;

    /** At an engine. */
    public Checkout(EngineLink engine, Guests guests) {
        this.engine = engine;
        this.guests = guests;
    }

    /** Looks at all containers of this node on a network; completes also when that fails. */
    public CompletionStage<Void> consider(NetworkId network) {
        var here = guests.here().getOrDefault(network, Collections.emptySortedSet());
        return CompletableFuture.allOf(
                        here.stream()
                                .map(guest -> consider(network, guest).toCompletableFuture())
                                .toArray(CompletableFuture[]::new))
                .handle((done, failure) -> null);
    }

    /** Looks at one. */
    CompletionStage<Void> consider(NetworkId network, TaskId guest) {
        return get("/containers/" + guest + "/json")
                .thenCompose(
                        container ->
                                stays(network, container)
                                        ? CompletableFuture.completedFuture(null)
                                        : leave(network, guest));
    }

    private boolean stays(NetworkId network, JsonNode container) {
        var name = names().getOrDefault(network, "");
        var plugged = container.path("NetworkSettings").path("Networks").has(name);
        return plugged && (isAlive(container.path("State").path("Status")) || comesBack(container));
    }

    private CompletionStage<Void> leave(NetworkId network, TaskId guest) {
        log.debug("container {}: gives back what it has on {}", guest, network);
        return guests.dismiss(network, guest);
    }

    static boolean isAlive(JsonNode state) {
        return ALIVE.contains(state.asText());
    }

    private static boolean comesBack(JsonNode container) {
        var policy = container.path("HostConfig").path("RestartPolicy").path("Name").asText("");
        return !policy.isEmpty() && !policy.equals("no");
    }

    /** What the engine calls the networks of the cluster that are on this node. */
    SortedMap<NetworkId, String> names() {
        var names = new TreeMap<NetworkId, String>();
        for (Span span : guests.networks()) {
            names.put(span.network(), Link.nameOf(span.spec()));
        }
        return names;
    }

    /** Nothing where there is no such container; fails when the engine does not say. */
    CompletionStage<JsonNode> get(String uri) {
        return engine.call("GET", uri, Map.of(), new byte[0])
                .thenCompose(
                        answer -> {
                            if (answer.good()) {
                                return CompletableFuture.completedFuture(Json.parse(answer.body()));
                            }
                            return answer.status() == 404
                                    ? CompletableFuture.completedFuture(Json.object())
                                    : CompletableFuture.failedFuture(
                                            new IllegalStateException("" + answer.status()));
                        });
    }
}
