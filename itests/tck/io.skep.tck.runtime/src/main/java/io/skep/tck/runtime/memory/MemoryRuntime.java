package io.skep.tck.runtime.memory;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.model.LogLine;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.NodeDescription;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Keeps every rule of the contract on a {@link MemoryMachine}. */
public final class MemoryRuntime implements ContainerRuntime, RuntimeLogs {

    /** Its name. */
    public static final String NAME = "memory";

    private static final int VERSION = 1;

    private final MemoryMachine machine;
    private final PlugContext<RuntimeSink> context;
    private final SortedSet<String> watched = new TreeSet<>();
    private boolean works;

    /** A dormant runtime of a machine. */
    public MemoryRuntime(MemoryMachine machine, PlugContext<RuntimeSink> context) {
        this.machine = machine;
        this.context = context;
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return resume(epoch);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        works = false;
        return completedFuture(null);
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        works = true;
        machine.watch(this);
        return completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        works = false;
        machine.unwatch(this);
        return completedFuture(null);
    }

    @Override
    public CompletionStage<NodeDescription> describe() {
        var resources = new Resources(1_000_000_000, 1 << 30, List.of());
        var platform = new Platform("x86_64", "linux");
        return completedFuture(
                new NodeDescription(
                        "memory", platform, resources, "", Map.of(), List.of(), List.of(NAME)));
    }

    @Override
    public String refusal(Workload workload) {
        return "";
    }

    @Override
    public CompletionStage<Handle> prepare(Workload workload) {
        return working(
                () -> {
                    if (workload.container().command().get(0).equals("missing")) {
                        throw RuntimeFailure.fatal("no such program");
                    }
                    var id = machine.create(workload);
                    watched.add(id);
                    return new Handle(workload.task(), NAME, VERSION, id);
                });
    }

    @Override
    public CompletionStage<Observed> start(Handle handle) {
        return at(
                handle,
                entry -> {
                    var seen = machine.start(entry);
                    if (seen.phase() == Observed.Phase.RUNNING) {
                        context.loop().execute(() -> run(handle));
                    }
                    return seen;
                });
    }

    private void run(Handle handle) {
        machine.find(handle.token())
                .filter(entry -> entry.observed().phase() == Observed.Phase.RUNNING)
                .ifPresent(machine::run);
    }

    @Override
    public CompletionStage<Observed> stop(Handle handle, Duration grace) {
        return at(handle, machine::stop);
    }

    @Override
    public CompletionStage<Void> remove(Handle handle) {
        return working(
                () -> {
                    watched.remove(handle.token());
                    machine.find(handle.token()).ifPresent(machine::stop);
                    machine.remove(handle.token());
                    return null;
                });
    }

    @Override
    public CompletionStage<List<Handle>> list() {
        var cluster = context.settings().getOrDefault(CLUSTER_SETTING, "");
        return working(() -> machine.ofCluster(cluster).stream().map(this::handle).toList());
    }

    @Override
    public CompletionStage<Adoption> adopt(Handle handle) {
        return working(
                () -> {
                    if (!handle.runtime().equals(NAME) || handle.version() != VERSION) {
                        return new Adoption.Incompatible("not of this runtime: " + handle);
                    }
                    watched.add(handle.token());
                    return machine.find(handle.token())
                            .<Adoption>map(entry -> new Adoption.Adopted(entry.observed()))
                            .orElseGet(Adoption.Gone::new);
                });
    }

    @Override
    public Cancellable logs(Handle handle, LogRequest request, LogSink sink) {
        context.loop().execute(() -> write(handle, request, sink));
        return () -> {};
    }

    private void write(Handle handle, LogRequest request, LogSink sink) {
        var entry = machine.find(handle.token());
        var lines = entry.map(MemoryRuntime::output).orElseGet(List::of);
        var first = request.tail() < 0 ? 0 : Math.max(0, lines.size() - (int) request.tail());
        for (var line : lines.subList(first, lines.size())) {
            sink.line(new LogLine(1, context.seams().time().now(), line + "\n", Map.of()));
        }
        sink.end(entry.isPresent() ? "" : "no such container: " + handle.token());
    }

    private static List<String> output(MemoryMachine.Entry entry) {
        var program = entry.program();
        return program.get(0).equals("print") ? program.subList(1, program.size()) : List.of();
    }

    void ended(MemoryMachine.Entry entry) {
        if (watched.contains(entry.observed().container().containerId())) {
            context.sink().changed(handle(entry), entry.observed());
        }
    }

    private Handle handle(MemoryMachine.Entry entry) {
        return new Handle(entry.task(), NAME, VERSION, entry.observed().container().containerId());
    }

    private <T> CompletionStage<T> at(Handle handle, Function<MemoryMachine.Entry, T> verb) {
        return working(
                () ->
                        machine.find(handle.token())
                                .map(verb)
                                .orElseThrow(
                                        () ->
                                                RuntimeFailure.fatal(
                                                        "no such container: " + handle.token())));
    }

    private <T> CompletionStage<T> working(Supplier<T> verb) {
        if (!works) {
            return failedFuture(RuntimeFailure.temporary("runtime memory does not work now"));
        }
        try {
            return completedFuture(verb.get());
        } catch (RuntimeFailure failure) {
            return failedFuture(failure);
        }
    }
}
