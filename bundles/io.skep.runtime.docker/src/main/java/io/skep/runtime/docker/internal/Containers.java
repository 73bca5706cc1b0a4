package io.skep.runtime.docker.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.TaskId;
import io.skep.runtime.docker.internal.engine.Answer;
import io.skep.runtime.docker.internal.engine.Call;
import io.skep.runtime.docker.internal.engine.Engine;
import io.skep.runtime.docker.internal.engine.Json;
import io.skep.runtime.docker.internal.recipe.ContainerRecipe;
import io.skep.runtime.docker.internal.recipe.Labels;
import io.skep.runtime.docker.internal.recipe.MountRecipe;
import io.skep.runtime.docker.internal.recipe.NetworkRecipe;
import io.skep.runtime.docker.internal.recipe.Ports;
import io.skep.runtime.docker.internal.watch.Sight;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.Workload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be done to containers, as blocking steps. Safe for use by any thread. */
final class Containers {

    private static final String PLUGGED = "already exists in network";

    private final Engine engine;
    private final Bridge bridge;
    private final Signpost signpost;

    Containers(Engine engine, Signpost signpost) {
        this.engine = engine;
        this.signpost = signpost;
        this.bridge = new Bridge(engine);
    }

    /** What a former attempt made for this task. */
    private Optional<Handle> find(Workload workload) {
        var answer = engine.call(Call.get(path(Call.segment(workload.name()), "/json")));
        if (answer.missing()) {
            return Optional.empty();
        }
        var labels = answer.orFail().path("Config").path("Labels");
        var ours =
                labels.path(Labels.TASK_ID).asText().equals(workload.task().value())
                        && labels.path(Labels.CLUSTER).asText().equals(workload.cluster().value());
        return ours
                ? Optional.of(handle(workload.task(), answer.body().path("Id").asText()))
                : Optional.empty();
    }

    /** A container, and whether it was created just now. */
    record Made(Handle handle, boolean fresh) {}

    /**
     * Creates it, unless a former attempt did.
     *
     * @param pullError why its image could not be pulled; empty when it was
     */
    Made create(Workload workload, String pullError) {
        var answer =
                engine.call(
                        Call.post("/containers/create")
                                .query("name", workload.name())
                                .json(ContainerRecipe.of(workload, networkMode(workload))));
        if (answer.conflict()) {
            var there = find(workload).orElseThrow(answer::failure);
            plug(workload, there);
            return new Made(there, false);
        }
        if (!answer.ok()) {
            bridge.forget();
            throw refused(answer, pullError);
        }
        var made = handle(workload.task(), answer.body().path("Id").asText());
        plug(workload, made);
        return new Made(made, true);
    }

    /** Into all networks but the first. One that cannot be plugged in is no container. */
    private void plug(Workload workload, Handle made) {
        for (var network : workload.networks().stream().skip(1).toList()) {
            var path = "/networks/" + Call.segment(network.link().name()) + "/connect";
            var answer =
                    engine.call(Call.post(path).json(NetworkRecipe.further(network, made.token())));
            if (!answer.ok() && !answer.message().contains(PLUGGED)) {
                remove(made);
                throw answer.failure("connecting to a network failed: ");
            }
        }
    }

    private static RuntimeFailure refused(Answer answer, String pullError) {
        return answer.missing() && !pullError.isEmpty()
                ? RuntimeFailure.fatal(pullError)
                : inTaskWords(answer);
    }

    private static RuntimeFailure inTaskWords(Answer answer) {
        var failure = answer.failure();
        var words = MountRecipe.inTaskWords(failure.getMessage());
        return failure.isTemporary() ? failure : RuntimeFailure.fatal(words);
    }

    /**
     * The engine's default network. An engine that was started without a bridge has none; then a
     * container that publishes nothing runs without network, as the engine offers no other.
     */
    private String networkMode(Workload workload) {
        if (!workload.networks().isEmpty()) {
            return workload.networks().get(0).link().name();
        }
        var own = NetworkRecipe.own(workload);
        if (own.isPresent()) {
            return own.get();
        }
        if (bridge.isThere()) {
            return "default";
        }
        if (!Ports.wanted(workload.plan().ports()).isEmpty()) {
            throw RuntimeFailure.fatal("network bridge not found: cannot publish ports");
        }
        return "none";
    }

    /** Starts it, unless it was started before. */
    Observed start(Handle handle) {
        var before = Sight.of(signpost.turn(inspected(handle).orFail()));
        return before.phase() == Phase.CREATED ? startFresh(handle) : before;
    }

    /** Starts one that certainly was not started before. */
    Observed startFresh(Handle handle) {
        var answer = engine.call(Call.post(path(handle.token(), "/start")));
        if (!answer.ok()) {
            bridge.forget();
            throw answer.failure("starting container failed: ");
        }
        return Sight.of(signpost.turn(inspected(handle).orFail()));
    }

    /** Asks it to stop, if it runs. */
    Observed askToStop(Handle handle) {
        var answer = inspected(handle);
        if (answer.missing()) {
            throw answer.failure();
        }
        var seen = Sight.of(answer.orFail());
        if (seen.phase() == Phase.RUNNING) {
            signal(handle, Sight.stopSignal(answer.body()));
        }
        return seen;
    }

    Observed kill(Handle handle) {
        signal(handle, "SIGKILL");
        return Sight.of(inspected(handle).orFail());
    }

    /** A container that does not run any more has what was wanted. */
    private void signal(Handle handle, String signal) {
        var call = Call.post(path(handle.token(), "/kill")).query("signal", signal);
        var answer = engine.call(call);
        if (!answer.conflict() && !answer.missing()) {
            answer.orFail();
        }
    }

    /** Removes it; one that is gone or going is no failure. */
    Handle remove(Handle handle) {
        var answer =
                engine.call(
                        Call.delete(path(handle.token(), ""))
                                .query("force", "true")
                                .query("v", "true"));
        if (!answer.missing() && !answer.conflict()) {
            answer.orFail();
        }
        return handle;
    }

    /** All of a cluster; of every cluster when none is named. */
    List<Handle> list(String cluster) {
        var label = cluster.isEmpty() ? Labels.CLUSTER : Labels.CLUSTER + "=" + cluster;
        var filters = Json.bytes(Map.of("label", List.of(label)));
        var call =
                Call.get("/containers/json")
                        .query("all", "true")
                        .query("filters", new String(filters, StandardCharsets.UTF_8));
        var found = new ArrayList<Handle>();
        for (var container : engine.call(call).orFail()) {
            listed(container).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Handle> listed(JsonNode container) {
        var task = container.path("Labels").path(Labels.TASK_ID).asText();
        return task.isEmpty()
                ? Optional.empty()
                : Optional.of(handle(new TaskId(task), container.path("Id").asText()));
    }

    Adoption adopt(Handle handle) {
        var answer = inspected(handle);
        return answer.missing()
                ? new Adoption.Gone()
                : new Adoption.Adopted(Sight.of(signpost.turn(answer.orFail())));
    }

    JsonNode info() {
        return engine.call(Call.get("/info")).orFail();
    }

    private Answer inspected(Handle handle) {
        return engine.call(Call.get(path(handle.token(), "/json")));
    }

    private static String path(String container, String verb) {
        return "/containers/" + container + verb;
    }

    private static Handle handle(TaskId task, String id) {
        return new Handle(task, DockerRuntime.NAME, DockerRuntime.HANDLE_VERSION, id);
    }
}
