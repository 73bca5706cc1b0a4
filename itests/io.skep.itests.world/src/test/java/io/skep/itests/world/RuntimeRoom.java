package io.skep.itests.world;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugProvider;
import io.skep.lifecycle.Providers;
import io.skep.runtime.engine.internal.Engine;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.slice.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The duty of the runtime's room, but a plug that goes is not waited for: here nobody may wait. */
final class RuntimeRoom implements Duty {

    private final Slice slice;
    private final Providers<ContainerRuntime, RuntimeSink> providers = new Providers<>("runtime");
    private Optional<Engine> engine = Optional.empty();

    RuntimeRoom(Slice slice) {
        this.slice = slice;
    }

    void plugIn(PlugProvider<ContainerRuntime, RuntimeSink> provider) {
        providers.bind(provider);
    }

    void plugOut(PlugProvider<ContainerRuntime, RuntimeSink> provider) {
        providers.release(provider);
    }

    @Override
    public String name() {
        return "runtime";
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
        var started = new Engine(context, slice, providers, new NoFiles(), (pid, own) -> 0);
        engine = Optional.of(started);
        return started.start();
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        var working = engine;
        engine = Optional.empty();
        return working.map(was -> was.stop(grace))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
