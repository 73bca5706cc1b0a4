package io.skep.runtime.docker.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.NodeDescription;
import io.skep.runtime.docker.internal.engine.Calls;
import io.skep.runtime.docker.internal.engine.Engine;
import io.skep.runtime.docker.internal.image.Images;
import io.skep.runtime.docker.internal.log.Logs;
import io.skep.runtime.docker.internal.recipe.MountRecipe;
import io.skep.runtime.docker.internal.recipe.Refusal;
import io.skep.runtime.docker.internal.watch.Events;
import io.skep.runtime.docker.internal.watch.Watch;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** All that exists between activation and close. Lives on the loop. */
final class Work {

    private final Loop loop;
    private final Engine engine;
    private final Calls calls;
    private final Containers containers;
    private final Images images;
    private final Watch watch;
    private final Events events;
    private final Logs logs;
    // created here and not started yet: nobody has to look before they are started
    private final Set<String> fresh = new HashSet<>();

    Work(PlugContext<RuntimeSink> context, URI host) {
        var seams = context.seams();
        loop = context.loop();
        engine = new Engine(host);
        calls = new Calls(loop, seams.time(), seams.workers());
        containers = new Containers(engine, new Signpost(host));
        images = new Images(loop, seams.time(), engine, calls);
        watch = new Watch(engine, calls, context.sink());
        events = new Events(loop, seams, engine, watch, context.sink());
        logs = new Logs(loop, seams, engine, calls);
    }

    void begin() {
        events.begin();
    }

    CompletionStage<NodeDescription> describe() {
        return calls.run("info", containers::info)
                .thenApply(info -> Facts.of(info, DockerRuntime.NAME));
    }

    CompletionStage<Handle> prepare(Workload workload) {
        var refusal = Refusal.of(workload);
        var why = refusal.isEmpty() ? MountRecipe.refusal(workload.container().mounts()) : refusal;
        if (!why.isEmpty()) {
            throw RuntimeFailure.fatal(why);
        }
        return images.fetch(workload.container().image(), workload.registryAuth())
                .thenCompose(pull -> calls.run("create", () -> containers.create(workload, pull)))
                .thenApply(
                        made -> {
                            watch.know(made.handle());
                            if (made.fresh()) {
                                fresh.add(made.handle().token());
                            }
                            return made.handle();
                        });
    }

    CompletionStage<Observed> start(Handle handle) {
        watch.know(handle);
        return fresh.remove(handle.token())
                ? calls.run("start", () -> containers.startFresh(handle))
                : calls.run("start", () -> containers.start(handle));
    }

    CompletionStage<Observed> stop(Handle handle, Duration grace) {
        return new Stopping(loop, calls, containers, watch, handle).within(grace);
    }

    CompletionStage<Void> remove(Handle handle) {
        fresh.remove(handle.token());
        watch.removing(handle);
        return calls.run("remove", () -> containers.remove(handle)).thenAccept(watch::forget);
    }

    CompletionStage<List<Handle>> list(String cluster) {
        return calls.run("list", () -> containers.list(cluster));
    }

    CompletionStage<Adoption> adopt(Handle handle) {
        return calls.run("adopt", () -> containers.adopt(handle))
                .thenApply(
                        adoption -> {
                            if (adoption instanceof Adoption.Adopted seen) {
                                watch.know(handle, seen.observed());
                                watch.look(handle.token());
                            }
                            return adoption;
                        });
    }

    Cancellable logs(Handle handle, LogRequest request, LogSink sink) {
        return logs.read(handle, request, sink);
    }

    /**
     * Says nothing more.
     *
     * @return what is left to do, which blocks
     */
    Calls.Ending stop() {
        watch.stop();
        var ending = calls.ending();
        var streams = new ArrayList<>(logs.stop());
        events.stop().ifPresent(streams::add);
        return () -> {
            ending.run();
            for (var stream : streams) {
                stream.close();
            }
            engine.close();
        };
    }
}
