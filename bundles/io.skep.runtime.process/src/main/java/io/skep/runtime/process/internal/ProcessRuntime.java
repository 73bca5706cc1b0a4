package io.skep.runtime.process.internal;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.NodeDescription;
import io.skep.runtime.process.internal.box.Box;
import io.skep.runtime.process.internal.box.Boxes;
import io.skep.runtime.process.internal.launch.Cgroups;
import io.skep.runtime.process.internal.launch.Recipes;
import io.skep.runtime.process.internal.launch.Refusal;
import io.skep.runtime.process.internal.launch.Supervisor;
import io.skep.runtime.process.internal.log.LogStream;
import io.skep.runtime.process.internal.watch.Watcher;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Cancellable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * Runs tasks as processes of this machine, each under a tiny supervisor that outlives us. What is
 * true stands in files, so nothing is handed over and everything can be adopted.
 */
final class ProcessRuntime implements ContainerRuntime, RuntimeLogs {

    /** Its name. */
    static final String NAME = "process";

    private static final int VERSION = 1;
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(10);
    private static final Duration DIES_WITHIN = Duration.ofSeconds(30);

    private final PlugContext<RuntimeSink> context;
    private final Boxes boxes;
    private final Recipes recipes;
    private final Supervisor supervisor;
    private final Watcher watcher;
    private final Waits waits;
    private final Verbs verbs;
    private final List<LogStream> streams = new ArrayList<>();

    ProcessRuntime(PlugContext<RuntimeSink> context, Recipes recipes, Path cgroups) {
        this.context = context;
        this.recipes = recipes;
        this.boxes = new Boxes(context.directory().resolve("boxes"));
        this.supervisor = new Supervisor(new Cgroups(cgroups));
        this.watcher = new Watcher(context);
        this.waits = new Waits(context);
        this.verbs = new Verbs(context.loop());
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return resume(epoch);
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        verbs.open();
        watcher.start();
        return completedFuture(null);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        verbs.shut();
        watcher.stop();
        return verbs.quiet(grace);
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> close() {
        verbs.shut();
        watcher.stop();
        waits.close();
        streams.forEach(stream -> stream.end("runtime process was closed"));
        streams.clear();
        return completedFuture(null);
    }

    @Override
    public CompletionStage<NodeDescription> describe() {
        return verbs.run(() -> work("describe", HostFacts::read));
    }

    @Override
    public String refusal(Workload workload) {
        return Refusal.of(workload);
    }

    @Override
    public CompletionStage<Handle> prepare(Workload workload) {
        return verbs.run(
                () ->
                        on(work("prepare", () -> make(workload)))
                                .thenApply(
                                        box -> {
                                            watcher.add(handle(box), box);
                                            return handle(box);
                                        }));
    }

    private Box make(Workload workload) {
        var refusal = Refusal.of(workload);
        if (!refusal.isEmpty()) {
            throw RuntimeFailure.fatal(refusal);
        }
        var name = workload.task().value();
        var before = boxes.find(name);
        return before.isPresent()
                ? before.get()
                : boxes.make(recipes.of(workload, boxes.work(name)));
    }

    @Override
    public CompletionStage<Observed> start(Handle handle) {
        return verbs.run(
                () ->
                        on(work("start", () -> launched(handle)))
                                .thenCompose(
                                        box -> {
                                            watcher.add(handle, box);
                                            return waits.until(box, this::began, STARTS_WITHIN);
                                        })
                                .thenApply(seen -> withHealth(begun(seen))));
    }

    private Box launched(Handle handle) {
        var box = box(handle);
        supervisor.start(box);
        return box;
    }

    private boolean began(Observed seen) {
        return seen.phase() != Phase.CREATED;
    }

    private static Observed begun(Observed seen) {
        if (seen.phase() == Phase.CREATED) {
            throw RuntimeFailure.temporary("its supervisor does not begin");
        }
        return seen;
    }

    @Override
    public CompletionStage<Observed> stop(Handle handle, Duration grace) {
        return verbs.run(
                () -> on(work("find", () -> box(handle))).thenCompose(box -> end(box, grace)));
    }

    private CompletionStage<Observed> end(Box box, Duration grace) {
        return signalled(box, box.recipe().stopSignal(), grace)
                .thenCompose(
                        seen ->
                                seen.phase() == Phase.RUNNING
                                        ? signalled(box, "KILL", DIES_WITHIN)
                                        : completedFuture(seen))
                .thenApply(ProcessRuntime::ended);
    }

    private CompletionStage<Observed> signalled(Box box, String signal, Duration grace) {
        return on(work(
                        "signal",
                        () -> {
                            supervisor.signal(box, signal);
                            return box;
                        }))
                .thenCompose(any -> waits.until(box, seen -> seen.phase() != Phase.RUNNING, grace));
    }

    private static Observed ended(Observed seen) {
        if (seen.phase() == Phase.RUNNING) {
            throw RuntimeFailure.temporary("it does not end, not even when it is killed");
        }
        return seen;
    }

    @Override
    public CompletionStage<Void> remove(Handle handle) {
        return verbs.run(
                () ->
                        on(work("find", () -> boxes.find(handle.token())))
                                .thenCompose(
                                        box ->
                                                box.isPresent()
                                                        ? end(box.get(), Duration.ZERO)
                                                                .thenApply(Optional::of)
                                                        : completedFuture(Optional.empty()))
                                .thenCompose(ended -> removed(handle.token())));
    }

    private CompletionStage<Void> removed(String name) {
        watcher.remove(name);
        return work(
                        "remove",
                        () -> {
                            boxes.remove(name);
                            return name;
                        })
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<List<Handle>> list() {
        var cluster = context.settings().getOrDefault(CLUSTER_SETTING, "");
        return verbs.run(
                () ->
                        work(
                                "list",
                                () ->
                                        boxes.all().stream()
                                                .filter(box -> isOf(cluster, box))
                                                .map(ProcessRuntime::handle)
                                                .toList()));
    }

    private static boolean isOf(String cluster, Box box) {
        return cluster.isEmpty() || box.recipe().cluster().equals(cluster);
    }

    @Override
    public CompletionStage<Adoption> adopt(Handle handle) {
        if (!isOurs(handle)) {
            return completedFuture(new Adoption.Incompatible("not of runtime process: " + handle));
        }
        return verbs.run(
                () ->
                        on(work("find", () -> boxes.find(handle.token())))
                                .thenCompose(box -> adopted(handle, box)));
    }

    private CompletionStage<Adoption> adopted(Handle handle, Optional<Box> box) {
        if (box.isEmpty()) {
            return completedFuture(new Adoption.Gone());
        }
        watcher.add(handle, box.get());
        return on(work("look", () -> box.get().look(watcher.health(box.get().name()))))
                .thenApply(Adoption.Adopted::new);
    }

    @Override
    public Cancellable logs(Handle handle, LogRequest request, LogSink sink) {
        var box = boxes.find(handle.token());
        if (box.isEmpty()) {
            sink.end("no such process: " + handle.token());
            return () -> {};
        }
        var stream =
                new LogStream(context.loop(), context.seams().workers(), box.get(), request, sink);
        streams.removeIf(LogStream::isOver);
        streams.add(stream);
        stream.begin();
        return stream;
    }

    private Observed withHealth(Observed seen) {
        var health =
                seen.phase() == Phase.RUNNING
                        ? watcher.health(seen.container().containerId())
                        : seen.health();
        return new Observed(seen.phase(), seen.container(), health, seen.ports(), seen.error());
    }

    private static boolean isOurs(Handle handle) {
        return handle.runtime().equals(NAME) && handle.version() == VERSION;
    }

    private static Handle handle(Box box) {
        return new Handle(box.recipe().task(), NAME, VERSION, box.name());
    }

    private Box box(Handle handle) {
        if (!isOurs(handle)) {
            throw RuntimeFailure.fatal("not of runtime process: " + handle);
        }
        return boxes.find(handle.token())
                .orElseThrow(() -> RuntimeFailure.fatal("No such process: " + handle.token()));
    }

    private <T> CompletionStage<T> work(String name, Callable<T> work) {
        return context.seams().workers().run("process-" + name, work);
    }

    private <T> CompletionStage<T> on(CompletionStage<T> stage) {
        return context.loop().on(stage);
    }
}
