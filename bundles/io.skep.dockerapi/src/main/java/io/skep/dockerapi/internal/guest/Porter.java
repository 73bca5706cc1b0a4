package io.skep.dockerapi.internal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.control.Guests;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.dockerapi.internal.engine.EngineAnswer;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerjson.Json;
import io.skep.model.Guest;
import io.skep.model.Id;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Plugs plain containers into networks of the cluster: asks for addresses, and tells the engine.
 * What the engine knows by itself is left to it. Source: swarm-behaviour NW-3.
 */
public final class Porter {

    private static final String TASK = "com.docker.swarm.task.id";
    private static final String OURS = "io.skep.network.id";

    private final EngineLink engine;
    private final Guests guests;
    private final Supplier<String> self;

    /**
     * At an engine.
     *
     * @param self this node's id; empty in no cluster
     */
    public Porter(EngineLink engine, Guests guests, Supplier<String> self) {
        this.engine = engine;
        this.guests = guests;
        this.self = self;
    }

    /** The body of a container's creation as the engine is to get it. */
    public CompletionStage<byte[]> order(byte[] body) {
        if (self.get().isEmpty() || !(parsed(body) instanceof ObjectNode order)) {
            return CompletableFuture.completedFuture(body);
        }
        CompletionStage<Boolean> done = CompletableFuture.completedFuture(false);
        for (var name : Order.networks(order)) {
            done = done.thenCompose(changed -> order(order, name).thenApply(put -> put || changed));
        }
        return done.thenApply(changed -> changed ? Json.bytes(order) : body);
    }

    private static JsonNode parsed(byte[] body) {
        return body.length == 0 ? Json.array(List.of()) : Json.parse(body);
    }

    private CompletionStage<Boolean> order(ObjectNode order, String typed) {
        return find(typed)
                .thenApply(
                        found -> {
                            found.ifPresent(span -> Order.put(order, typed, attachable(span)));
                            return found.isPresent();
                        });
    }

    /** The cluster's network of that name; absent when the engine has one, or nobody. */
    public CompletionStage<Optional<Span>> find(String typed) {
        if (self.get().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return ask("GET", "/networks/" + typed, "")
                .thenCompose(
                        answer ->
                                answer.good() && !Json.parse(answer.body()).path("Labels").has(OURS)
                                        ? CompletableFuture.completedFuture(Optional.empty())
                                        : refusing(typed, guests.find(typed)));
    }

    /**
     * Whether a network may be taken part in.
     *
     * @throws Refusal when it may not
     */
    public Span attachable(Span span) {
        if (!span.spec().attachable()) {
            throw refusal(
                    span.spec().name(),
                    Code.FORBIDDEN,
                    "rpc error: code = PermissionDenied desc = network "
                            + span.spec().name()
                            + " not manually attachable");
        }
        return span;
    }

    /** Plugs a container that is about to be started into its networks of the cluster. */
    public CompletionStage<Void> prepare(String container) {
        return ask("GET", "/containers/" + container + "/json", "")
                .thenCompose(
                        answer ->
                                answer.good()
                                        ? prepare(Json.parse(answer.body()))
                                        : CompletableFuture.completedFuture(null));
    }

    private CompletionStage<Void> prepare(JsonNode container) {
        var idle = !container.path("State").path("Running").asBoolean(false);
        var task = container.path("Config").path("Labels").has(TASK);
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        if (idle && !task) {
            for (var name : ours(container)) {
                done = done.thenCompose(nothing -> replug(container, name));
            }
        }
        return done;
    }

    private static Collection<String> ours(JsonNode container) {
        var names = new ArrayList<String>();
        container
                .path("NetworkSettings")
                .path("Networks")
                .fieldNames()
                .forEachRemaining(names::add);
        names.removeIf(name -> !Link.isOurs(name));
        return names;
    }

    private CompletionStage<Void> replug(JsonNode container, String name) {
        var endpoint = container.path("NetworkSettings").path("Networks").path(name);
        var network = Link.networkOf(name);
        return refusing(network, guests.find(network))
                .thenApply(found -> found.orElseThrow(() -> missing(network)))
                .thenCompose(span -> unplug(container, name).thenApply(nothing -> span))
                .thenCompose(span -> plug(container, span, (ObjectNode) endpoint));
    }

    private static Refusal missing(String network) {
        return refusal(
                network,
                Code.NOT_FOUND,
                "rpc error: code = NotFound desc = network " + network + " not found");
    }

    /** Whatever it was plugged into before may be another network of that name. */
    private CompletionStage<EngineAnswer> unplug(JsonNode container, String name) {
        var body = Json.object().put("Container", id(container)).put("Force", true);
        return ask("POST", "/networks/" + name + "/disconnect", body.toString());
    }

    /** {@code docker network connect}. */
    public CompletionStage<EngineAnswer> connect(Span span, JsonNode body) {
        var endpoint =
                body.path("EndpointConfig") instanceof ObjectNode given ? given : Json.object();
        return ask("GET", "/containers/" + body.path("Container").asText() + "/json", "")
                .thenCompose(
                        answer ->
                                answer.good()
                                        ? connect(span, Json.parse(answer.body()), endpoint)
                                        : CompletableFuture.completedFuture(answer));
    }

    private CompletionStage<EngineAnswer> connect(
            Span span, JsonNode container, ObjectNode endpoint) {
        return admit(container, attachable(span), Endpoints.waiting(endpoint))
                .thenCompose(answer -> turned(span, id(container), answer));
    }

    /** It asks for names where it belongs now, if it runs; what fails is done by the caretaker. */
    private CompletionStage<EngineAnswer> turned(Span span, String container, EngineAnswer answer) {
        if (!answer.good()) {
            return CompletableFuture.completedFuture(answer);
        }
        return ask("GET", "/containers/" + container + "/json", "")
                .thenAccept(found -> turn(span, Json.parse(found.body())))
                .handle((nothing, failure) -> answer);
    }

    private void turn(Span span, JsonNode container) {
        if (container.path("State").path("Running").asBoolean(false)) {
            var spans = new ArrayList<>(guests.networks());
            spans.add(span);
            Sign.of(container).turned(spans, container.path("NetworkSettings").path("Networks"));
        }
    }

    private CompletionStage<Void> plug(JsonNode container, Span span, ObjectNode endpoint) {
        return admit(container, attachable(span), endpoint)
                .thenAccept(
                        answer -> {
                            if (!answer.good()) {
                                throw new Refusal(Code.UNKNOWN, message(answer));
                            }
                        });
    }

    private static String message(EngineAnswer answer) {
        return Json.parse(answer.body()).path("message").asText("the engine refused");
    }

    private CompletionStage<EngineAnswer> admit(
            JsonNode container, Span span, ObjectNode endpoint) {
        var id = id(container);
        var guest =
                new Guest(
                        guest(id),
                        new NodeId(self.get()),
                        container.path("Name").asText("").replaceFirst("^/", ""),
                        Endpoints.aliases(endpoint, container),
                        Endpoints.wanted(endpoint));
        return refusing(span.spec().name(), guests.admit(span.network(), guest))
                .thenCompose(
                        addresses -> {
                            var body = Json.object().put("Container", id);
                            body.set("EndpointConfig", Endpoints.settled(endpoint, addresses));
                            var name = Link.nameOf(span.spec());
                            return ask("POST", "/networks/" + name + "/connect", body.toString());
                        });
    }

    /** {@code docker network disconnect}. */
    public CompletionStage<EngineAnswer> disconnect(Span span, JsonNode body) {
        var name = Link.nameOf(span.spec());
        return ask("GET", "/containers/" + body.path("Container").asText() + "/json", "")
                .thenCompose(
                        found ->
                                ask("POST", "/networks/" + name + "/disconnect", body.toString())
                                        .thenCompose(answer -> left(span, found, answer)));
    }

    private CompletionStage<EngineAnswer> left(
            Span span, EngineAnswer container, EngineAnswer answer) {
        if (!answer.good() || !container.good()) {
            return CompletableFuture.completedFuture(answer);
        }
        var id = id(Json.parse(container.body()));
        // what fails here is given back by the caretaker
        return guests.dismiss(span.network(), guest(id))
                .handle((nothing, failure) -> answer)
                .thenCompose(there -> turned(span, id, there));
    }

    /** What a container is called among guests. */
    static TaskId guest(String container) {
        return new TaskId(container.substring(0, Math.min(Id.LENGTH, container.length())));
    }

    private static String id(JsonNode container) {
        return container.path("Id").asText();
    }

    private CompletionStage<EngineAnswer> ask(String method, String uri, String body) {
        var type = Map.of("Content-Type", "application/json");
        return engine.work(method, uri, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> CompletionStage<T> refusing(String network, CompletionStage<T> work) {
        return work.handle(
                        (value, failure) -> {
                            if (failure == null) {
                                return CompletableFuture.completedFuture(value);
                            }
                            return CompletableFuture.<T>failedFuture(worded(network, failure));
                        })
                .thenCompose(Function.identity());
    }

    private static Throwable worded(String network, Throwable failure) {
        var cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause instanceof Refusal why
                ? refusal(network, why.code(), String.valueOf(why.getMessage()))
                : cause;
    }

    private static Refusal refusal(String network, Code code, String text) {
        return new Refusal(code, "Could not attach to network " + network + ": " + text);
    }
}
