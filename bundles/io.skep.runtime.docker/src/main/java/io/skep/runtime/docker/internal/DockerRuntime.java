package io.skep.runtime.docker.internal;

import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.NodeDescription;
import io.skep.runtime.docker.internal.engine.Calls;
import io.skep.runtime.docker.internal.recipe.Refusal;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Cancellable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Runs workloads as containers of a Docker Engine.
 *
 * <p>All state is in the engine, under labels; so there is nothing to hand over.
 */
final class DockerRuntime implements ContainerRuntime, RuntimeLogs {

    static final String NAME = "docker";
    static final int HANDLE_VERSION = 1;

    private final PlugContext<RuntimeSink> context;
    private final URI host;
    private final Gate gate;
    private Optional<Work> work = Optional.empty();
    private CompletionStage<Void> closed = CompletableFuture.completedFuture(null);

    DockerRuntime(PlugContext<RuntimeSink> context, URI host) {
        this.context = context;
        this.host = host;
        this.gate = new Gate(context.loop());
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return resume(epoch);
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        gate.open();
        if (gate.isOpen() && work.isEmpty()) {
            var begun = new Work(context, host);
            work = Optional.of(begun);
            begun.begin();
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return gate.shut(grace);
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> close() {
        if (gate.close()) {
            closed = work.map(Work::stop).map(this::finish).orElse(closed);
            work = Optional.empty();
        }
        return closed;
    }

    private CompletionStage<Void> finish(Calls.Ending closing) {
        Callable<Void> rest =
                () -> {
                    closing.run();
                    return null;
                };
        return context.loop().on(context.seams().workers().run("docker-close", rest));
    }

    @Override
    public CompletionStage<NodeDescription> describe() {
        return pass(Work::describe);
    }

    @Override
    public String refusal(Workload workload) {
        return Refusal.of(workload);
    }

    @Override
    public CompletionStage<Handle> prepare(Workload workload) {
        return pass(at -> at.prepare(workload));
    }

    @Override
    public CompletionStage<Observed> start(Handle handle) {
        return pass(at -> at.start(handle));
    }

    @Override
    public CompletionStage<Observed> stop(Handle handle, Duration grace) {
        return pass(at -> at.stop(handle, grace));
    }

    @Override
    public CompletionStage<Void> remove(Handle handle) {
        return pass(at -> at.remove(handle));
    }

    @Override
    public CompletionStage<List<Handle>> list() {
        return pass(at -> at.list(context.settings().getOrDefault(CLUSTER_SETTING, "")));
    }

    @Override
    public CompletionStage<Adoption> adopt(Handle handle) {
        if (!handle.runtime().equals(NAME) || handle.version() != HANDLE_VERSION) {
            var why = "runtime docker does not know handles of " + handle.runtime();
            return CompletableFuture.completedFuture(new Adoption.Incompatible(why));
        }
        return pass(at -> at.adopt(handle));
    }

    @Override
    public Cancellable logs(Handle handle, LogRequest request, LogSink sink) {
        if (gate.isOpen() && work.isPresent()) {
            return work.get().logs(handle, request, sink);
        }
        sink.end(gate.refusal().getMessage());
        return () -> {};
    }

    private <T> CompletionStage<T> pass(Function<Work, CompletionStage<T>> verb) {
        return gate.pass(() -> verb.apply(work.orElseThrow(gate::refusal)));
    }
}
