package io.skep.runtime.engine.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugCatalog;
import io.skep.lifecycle.PlugProvider;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.TaskId;
import io.skep.runtime.engine.internal.file.Strongroom;
import io.skep.runtime.engine.internal.file.TmpfsVault;
import io.skep.runtime.engine.internal.net.SocketTables;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.seam.Cancellable;
import io.skep.slice.Slice;
import io.skep.slice.TaskLogs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Runs this node's tasks while the node belongs to a cluster; host of the runtime plugs. */
@Component(
        name = "io.skep.runtime.engine",
        immediate = true,
        service = {Duty.class, TaskLogs.class, PlugCatalog.class})
public final class RuntimeDuty implements Duty, TaskLogs, PlugCatalog {

    private static final String CONTRACT = "runtime";

    private final Slice slice;
    private final Providers<ContainerRuntime, RuntimeSink> providers = new Providers<>(CONTRACT);
    // the engine while the duty works; set by the node, read by threads that ask for logs and plugs
    private final AtomicReference<Optional<Engine>> engine =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public RuntimeDuty(@Reference(name = "slice") Slice slice) {
        this.slice = slice;
    }

    /** A plug's bundle started. */
    @Reference(
            name = "plug",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(PlugProvider<?, ?> provider) {
        providers.bind(provider);
    }

    /** A plug's bundle stops. */
    public void unbind(PlugProvider<?, ?> provider) {
        providers.unbind(provider);
    }

    @Override
    public String name() {
        return CONTRACT;
    }

    @Override
    public Scope scope() {
        return Scope.WORKER;
    }

    @Override
    public List<String> follows() {
        return List.of("agent");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var room = new Strongroom(Strongroom.USUAL, context.directory());
        var vault = new TmpfsVault(room, context.seams().workers());
        var callers = new SocketTables(Path.of("/proc"));
        var started = new Engine(context, slice, providers, vault, callers);
        engine.set(Optional.of(started));
        return started.start();
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return engine.getAndSet(Optional.empty())
                .map(working -> working.stop(grace))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public Cancellable logs(TaskId task, LogRequest request, LogSink sink) {
        var working = engine.get();
        if (working.isPresent()) {
            return working.get().logs(task, request, sink);
        }
        sink.end("this node runs no tasks now");
        return () -> {};
    }

    @Override
    public String contract() {
        return CONTRACT;
    }

    @Override
    public String wanted() {
        return engine.get().map(Engine::wanted).orElse("");
    }

    @Override
    public List<PlugRow> rows() {
        return engine.get()
                .map(Engine::rows)
                .orElseGet(
                        () ->
                                providers.infos().stream()
                                        .map(info -> new PlugRow(info, "available", 0, ""))
                                        .toList());
    }
}
