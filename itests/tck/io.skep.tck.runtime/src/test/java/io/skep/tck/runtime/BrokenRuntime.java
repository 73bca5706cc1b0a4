package io.skep.tck.runtime;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.NodeDescription;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.runtime.spi.TaskFiles;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Cancellable;
import io.skep.tck.runtime.memory.MemoryMachine;
import io.skep.tck.runtime.memory.MemoryRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A runtime that keeps the rules; subclasses break one each. */
class BrokenRuntime implements ContainerRuntime, RuntimeLogs {

    final MemoryRuntime good;
    final List<Handle> sleepers = new ArrayList<>();

    BrokenRuntime(MemoryMachine machine, PlugContext<RuntimeSink> context, RuntimeSink sink) {
        good =
                new MemoryRuntime(
                        machine,
                        new PlugContext<>(
                                context.loop(),
                                context.seams(),
                                sink,
                                context.directory(),
                                context.settings()));
    }

    /** Breaks RUN-5: never says that a container ended. */
    static ContainerRuntime forgetsExits(MemoryMachine machine, PlugContext<RuntimeSink> context) {
        var sink =
                new RuntimeSink() {
                    @Override
                    public void changed(Handle handle, Observed observed) {
                        // forgotten
                    }

                    @Override
                    public void reachable(boolean answers, String why) {
                        context.sink().reachable(answers, why);
                    }
                };
        return new BrokenRuntime(machine, context, sink);
    }

    /** Breaks RUN-4: takes its containers along. */
    static ContainerRuntime stopsOnClose(MemoryMachine machine, PlugContext<RuntimeSink> context) {
        return new BrokenRuntime(machine, context, context.sink()) {
            @Override
            public CompletionStage<Void> close() {
                sleepers.forEach(handle -> good.stop(handle, Duration.ZERO));
                return super.close();
            }
        };
    }

    /** Breaks RUN-6: forgets what its containers are to see. */
    static ContainerRuntime losesFiles(MemoryMachine machine, PlugContext<RuntimeSink> context) {
        return new BrokenRuntime(machine, context, context.sink()) {
            @Override
            public CompletionStage<Handle> prepare(Workload workload) {
                return super.prepare(workload.with(TaskFiles.NONE));
            }
        };
    }

    /** Breaks RUN-3: cannot tell whose containers they are. */
    static ContainerRuntime losesLabels(MemoryMachine machine, PlugContext<RuntimeSink> context) {
        return new BrokenRuntime(machine, context, context.sink()) {
            @Override
            public CompletionStage<List<Handle>> list() {
                return completedFuture(List.of());
            }
        };
    }

    /** Breaks L10: goes on watching after it was closed. */
    static ContainerRuntime speaksAfterClose(
            MemoryMachine machine, PlugContext<RuntimeSink> context) {
        return new BrokenRuntime(machine, context, context.sink()) {
            @Override
            public CompletionStage<Void> close() {
                return good.quiesce(Duration.ZERO);
            }
        };
    }

    /** Breaks L7: leaves a thread behind. */
    static ContainerRuntime leaksThreads(MemoryMachine machine, PlugContext<RuntimeSink> context) {
        return new BrokenRuntime(machine, context, context.sink()) {
            @Override
            public CompletionStage<Void> close() {
                var forgotten = new Thread(BrokenRuntime::waitsForEver, "leaked");
                forgotten.setDaemon(true);
                forgotten.start();
                return super.close();
            }
        };
    }

    /** Breaks L2: speaks when it is only opened. */
    static ContainerRuntime speaksDormant(MemoryMachine machine, PlugContext<RuntimeSink> context) {
        context.sink().reachable(true, "");
        return new BrokenRuntime(machine, context, context.sink());
    }

    /** Breaks L4: goes on accepting work. */
    static ContainerRuntime neverQuiet(MemoryMachine machine, PlugContext<RuntimeSink> context) {
        return new BrokenRuntime(machine, context, context.sink()) {
            @Override
            public CompletionStage<Void> quiesce(Duration grace) {
                return completedFuture(null);
            }
        };
    }

    private static void waitsForEver() {
        new CompletableFuture<Void>().join();
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return good.activate(epoch, handover);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return good.quiesce(grace);
    }

    @Override
    public Optional<Handover> handover() {
        return good.handover();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return good.resume(epoch);
    }

    @Override
    public CompletionStage<Void> close() {
        return good.close();
    }

    @Override
    public CompletionStage<NodeDescription> describe() {
        return good.describe();
    }

    @Override
    public String refusal(Workload workload) {
        return good.refusal(workload);
    }

    @Override
    public CompletionStage<Handle> prepare(Workload workload) {
        var made = good.prepare(workload);
        if (workload.container().command().equals(List.of("sleep"))) {
            made.thenAccept(sleepers::add);
        }
        return made;
    }

    @Override
    public CompletionStage<Observed> start(Handle handle) {
        return good.start(handle);
    }

    @Override
    public CompletionStage<Observed> stop(Handle handle, Duration grace) {
        return good.stop(handle, grace);
    }

    @Override
    public CompletionStage<Void> remove(Handle handle) {
        return good.remove(handle);
    }

    @Override
    public CompletionStage<List<Handle>> list() {
        return good.list();
    }

    @Override
    public CompletionStage<Adoption> adopt(Handle handle) {
        return good.adopt(handle);
    }

    @Override
    public Cancellable logs(Handle handle, LogRequest request, LogSink sink) {
        return good.logs(handle, request, sink);
    }
}
