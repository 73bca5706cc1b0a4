package io.skep.runtime.engine.internal;

import io.skep.model.TaskId;
import io.skep.runtime.engine.internal.file.TaskFile;
import io.skep.runtime.engine.internal.file.Vault;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.TaskFiles;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A vault that outlives the engine, as the machine's memory does. */
final class MemoryVault implements Vault {

    final SortedMap<TaskId, List<TaskFile>> kept = new TreeMap<>();

    /** Why nothing can be kept; empty when it can. */
    String refusal = "";

    @Override
    public CompletionStage<TaskFiles> keep(TaskId task, List<TaskFile> files) {
        if (!refusal.isEmpty()) {
            return CompletableFuture.failedFuture(RuntimeFailure.fatal(refusal));
        }
        kept.put(task, files);
        var targets = files.stream().map(TaskFile::target).toList();
        return CompletableFuture.completedFuture(new TaskFiles("/memory/" + task, targets));
    }

    @Override
    public void forget(TaskId task) {
        kept.remove(task);
    }

    @Override
    public CompletionStage<Void> forgetAllBut(Set<TaskId> tasks) {
        kept.keySet().retainAll(tasks);
        return CompletableFuture.completedFuture(null);
    }
}
