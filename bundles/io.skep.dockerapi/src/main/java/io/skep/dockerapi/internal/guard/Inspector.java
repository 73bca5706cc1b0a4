package io.skep.dockerapi.internal.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.access.Containers;
import io.skep.access.Denial;
import io.skep.access.Role;
import io.skep.access.Verdict;
import io.skep.dockerapi.internal.engine.EngineAnswer;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerjson.Json;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Looks at what the engine has before a deployer works with it: a container that an administrator
 * made may reach the host, and whoever gets into it reaches it too.
 *
 * <p>What comes out is the answer to give in place of the engine's; empty when there is none.
 */
public record Inspector(EngineLink engine) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final int NOT_FOUND = 404;

    /** At one thing. */
    public CompletionStage<Optional<Reply>> look(Verdict.Look at) {
        return switch (at.kind()) {
            case CONTAINER -> container(at.id());
            case COMMAND -> shown("/exec/" + at.id() + "/json", this::command);
        };
    }

    /** At a container by its name or id; at none when that is empty. */
    public CompletionStage<Optional<Reply>> container(String id) {
        return id.isEmpty() ? nothing() : named(id, "/containers/" + id + "/json", this::contained);
    }

    /** At networks that a container is to be on; the engine need not have them. */
    public CompletionStage<Optional<Reply>> networks(Collection<String> names) {
        CompletionStage<Optional<Reply>> done = nothing();
        for (var name : names) {
            done =
                    done.thenCompose(
                            found ->
                                    found.isPresent()
                                            ? CompletableFuture.completedFuture(found)
                                            : network(name));
        }
        return done;
    }

    private CompletionStage<Optional<Reply>> network(String name) {
        return named(name, "/networks/" + name, this::plugged)
                .thenApply(found -> found.filter(Inspector::isThere));
    }

    private static boolean isThere(Reply reply) {
        return !(reply instanceof Reply.Whole whole && whole.status() == NOT_FOUND);
    }

    private CompletionStage<Optional<Reply>> plugged(JsonNode network) {
        return network.path("Driver").asText("").equals("host")
                ? denied("the network of the host")
                : nothing();
    }

    private CompletionStage<Optional<Reply>> command(JsonNode command) {
        return command.path("ProcessConfig").path("privileged").asBoolean(false)
                ? denied("a privileged command")
                : container(command.path("ContainerID").asText(""));
    }

    private CompletionStage<Optional<Reply>> contained(JsonNode container) {
        return Containers.made(container)
                .map(why -> denied("a container that reaches out of itself: " + why))
                .orElseGet(Inspector::nothing);
    }

    private CompletionStage<Optional<Reply>> named(
            String name, String uri, Function<JsonNode, CompletionStage<Optional<Reply>>> judge) {
        return NAME.matcher(name).matches() ? shown(uri, judge) : denied("the name " + NAME);
    }

    private CompletionStage<Optional<Reply>> shown(
            String uri, Function<JsonNode, CompletionStage<Optional<Reply>>> judge) {
        if (!engine.present()) {
            return answer(Reply.error(NOT_FOUND, "this node has no Docker Engine"));
        }
        return engine.call("GET", uri, Map.of(), new byte[0])
                .handle((answer, failure) -> failure == null ? judged(answer, judge) : silent())
                .thenCompose(Function.identity());
    }

    private static CompletionStage<Optional<Reply>> judged(
            EngineAnswer answer, Function<JsonNode, CompletionStage<Optional<Reply>>> judge) {
        return answer.good()
                ? judge.apply(Json.parse(answer.body()))
                : answer(new Reply.Whole(answer.status(), Reply.JSON, answer.body(), Map.of()));
    }

    private static CompletionStage<Optional<Reply>> silent() {
        return answer(Reply.error(500, "the Docker Engine of this node does not answer"));
    }

    private static CompletionStage<Optional<Reply>> denied(String what) {
        return answer(
                Reply.error(403, Denial.text(Role.DEPLOYER, what + " is for administrators")));
    }

    private static CompletionStage<Optional<Reply>> answer(Reply reply) {
        return CompletableFuture.completedFuture(Optional.of(reply));
    }

    private static CompletionStage<Optional<Reply>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
