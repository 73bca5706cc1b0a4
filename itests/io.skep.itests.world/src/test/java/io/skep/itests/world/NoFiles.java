package io.skep.itests.world;

import io.skep.model.TaskId;
import io.skep.runtime.engine.internal.file.TaskFile;
import io.skep.runtime.engine.internal.file.Vault;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.TaskFiles;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A machine without memory for files: nobody in this world has secrets. */
final class NoFiles implements Vault {

    @Override
    public CompletionStage<TaskFiles> keep(TaskId task, List<TaskFile> files) {
        return CompletableFuture.failedFuture(RuntimeFailure.fatal("no memory for files"));
    }

    @Override
    public void forget(TaskId task) {}

    @Override
    public CompletionStage<Void> forgetAllBut(Set<TaskId> tasks) {
        return CompletableFuture.completedFuture(null);
    }
}
