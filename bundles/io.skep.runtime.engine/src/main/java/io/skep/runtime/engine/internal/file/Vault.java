package io.skep.runtime.engine.internal.file;

import io.skep.model.TaskId;
import io.skep.runtime.spi.TaskFiles;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Keeps the files of tasks while they run. Steps are taken in the order they were asked for. */
public interface Vault {

    /**
     * Writes a task's files, instead of those it had.
     *
     * @return where they are; fails with {@link io.skep.runtime.spi.RuntimeFailure}
     */
    CompletionStage<TaskFiles> keep(TaskId task, List<TaskFile> files);

    /** Removes a task's files, if it has some. */
    void forget(TaskId task);

    /** Removes the files of all tasks but these. */
    CompletionStage<Void> forgetAllBut(Set<TaskId> tasks);
}
