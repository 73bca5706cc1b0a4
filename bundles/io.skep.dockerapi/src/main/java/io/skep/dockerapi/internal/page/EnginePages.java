package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.engine.EngineAnswer;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What belongs to the local engine, and what is said where there is none. Source: docker-api-notes
 * 6.
 */
final class EnginePages {

    /** What is made or done to many, where there is an engine. */
    private static final List<String> MADE =
            List.of(
                    "/build/prune",
                    "/containers/prune",
                    "/images/create",
                    "/images/load",
                    "/images/prune",
                    "/plugins/create",
                    "/plugins/pull",
                    "/volumes/create",
                    "/volumes/prune");

    private final EngineLink engine;

    EnginePages(EngineLink engine) {
        this.engine = engine;
    }

    void on(Routes routes) {
        routes.get("/distribution/{name...}/json", this::distribution);
        for (var list : List.of("/containers/json", "/images/json", "/plugins")) {
            routes.engine("GET", list, ask -> Routes.done(Reply.ok(Json.array(List.of()))));
        }
        routes.engine("GET", "/volumes", ask -> Routes.done(Reply.ok(volumes())));
        routes.engine("GET", "/system/df", ask -> Routes.done(Reply.ok(usage())));
        for (var made : MADE) {
            routes.engine("POST", made, EnginePages::refuse);
        }
        objects(routes, "/containers/{id}", id -> "No such container: " + id);
        objects(routes, "/exec/{id}", id -> "No such exec instance: " + id);
        objects(routes, "/images/{id...}", id -> "No such image: " + id);
        objects(routes, "/volumes/{id...}", id -> "get " + id + ": no such volume");
        objects(routes, "/plugins/{id...}", id -> "plugin \"" + id + "\" not found");
        for (var verb : List.of("auth", "build", "commit", "grpc", "session")) {
            routes.engine("POST", "/" + verb, EnginePages::refuse);
        }
        routes.engine("*", REST, ask -> Routes.done(Routes.unknown()));
    }

    /** Whatever else the engine knows. */
    private static final String REST =
            "/(?:build|containers|exec|images|plugins|system|volumes)/{rest...}";

    /** Whatever is wanted of an object: there is none. */
    private static void objects(Routes routes, String path, Function<String, String> text) {
        Routes.Answering none =
                ask -> {
                    throw new Refusal(Refusal.Code.NOT_FOUND, text.apply(ask.capture("id")));
                };
        routes.engine("*", path + "/\\w+", none);
        routes.engine("*", path, none);
    }

    private static JsonNode volumes() {
        return new Shape().with("Volumes", List.of()).with("Warnings", null).node();
    }

    private static JsonNode usage() {
        var usage = new Shape().with("LayersSize", 0);
        for (var kind : List.of("Images", "Containers", "Volumes", "BuildCache")) {
            usage.with(kind, List.of());
        }
        return usage.node();
    }

    static CompletionStage<Reply> noContainer(Ask ask) {
        throw new Refusal(Refusal.Code.NOT_FOUND, "No such container: " + ask.capture("id"));
    }

    static CompletionStage<Reply> refuse(Ask ask) {
        throw new Refusal(
                Refusal.Code.UNIMPLEMENTED,
                "this node has no Docker Engine: it runs services only");
    }

    /** Not passed on as it is: the registry behind it must not hold the client for ever. */
    private CompletionStage<Reply> distribution(Ask ask) {
        if (!engine.present()) {
            throw new Refusal(
                    Refusal.Code.UNKNOWN,
                    "this node has no Docker Engine that could ask the registry for "
                            + ask.capture("name"));
        }
        return relayed(engine.call("GET", ask.uri(), auth(ask), new byte[0]));
    }

    private static Map<String, String> auth(Ask ask) {
        var auth = ask.header("x-registry-auth");
        return auth.isEmpty() ? Map.of() : Map.of("X-Registry-Auth", auth);
    }

    /** The engine's answer to a client, or that it gives none. */
    static CompletionStage<Reply> relayed(CompletionStage<EngineAnswer> answer) {
        return answer.handle(
                (given, failure) -> {
                    if (failure == null) {
                        return reply(given);
                    }
                    throw refused(failure);
                });
    }

    /** What was refused before the engine was asked keeps its words. */
    private static Refusal refused(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Refusal refusal
                ? refusal
                : new Refusal(
                        Refusal.Code.UNKNOWN, "the Docker Engine of this node does not answer");
    }

    static Reply reply(EngineAnswer answer) {
        var type = answer.headers().getOrDefault("content-type", Reply.JSON);
        return new Reply.Whole(answer.status(), type, answer.body(), Map.of());
    }
}
