package io.skep.runtime.engine.internal.file;

import io.skep.model.TaskId;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.TaskFiles;
import io.skep.seam.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A vault in a tmpfs of the machine; it outlives this process, and ends with the machine. */
public final class TmpfsVault implements Vault {

    private static final Logger log = LoggerFactory.getLogger(TmpfsVault.class);

    private final Strongroom room;
    private final Workers workers;
    // the last step; replaced by whoever asks for the next one
    private final AtomicReference<CompletableFuture<?>> last =
            new AtomicReference<>(CompletableFuture.completedFuture(null));

    /** A vault in this room. */
    public TmpfsVault(Strongroom room, Workers workers) {
        this.room = room;
        this.workers = workers;
    }

    @Override
    public CompletionStage<TaskFiles> keep(TaskId task, List<TaskFile> files) {
        return then(() -> room.write(task.value(), files));
    }

    @Override
    public void forget(TaskId task) {
        then(() -> removed(task.value()));
    }

    @Override
    public CompletionStage<Void> forgetAllBut(Set<TaskId> tasks) {
        return then(
                () -> {
                    for (var name : room.names()) {
                        if (tasks.stream().noneMatch(task -> task.value().equals(name))) {
                            removed(name);
                        }
                    }
                    return null;
                });
    }

    private boolean removed(String name) {
        try {
            room.remove(name);
            return true;
        } catch (IOException | UncheckedIOException failure) {
            log.error("task {}: its secrets cannot be removed from {}", name, room, failure);
            return false;
        }
    }

    private <T> CompletionStage<T> then(Callable<T> step) {
        var next = new CompletableFuture<T>();
        last.getAndSet(next)
                .whenComplete(
                        (before, ignored) ->
                                workers.run("task-files", step)
                                        .whenComplete(
                                                (value, failure) -> end(next, value, failure)));
        return next;
    }

    private static <T> void end(CompletableFuture<T> step, T value, Throwable failure) {
        if (failure == null) {
            step.complete(value);
        } else {
            step.completeExceptionally(told(failure));
        }
    }

    private static Throwable told(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IOException || cause instanceof UncheckedIOException
                ? RuntimeFailure.fatal(
                        "secrets and configs cannot be written: " + cause.getMessage())
                : failure;
    }
}
