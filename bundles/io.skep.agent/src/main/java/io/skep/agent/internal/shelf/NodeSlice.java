package io.skep.agent.internal.shelf;

import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.TaskStatus;
import io.skep.seam.Cancellable;
import io.skep.seam.Disk;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import io.skep.slice.Slice;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slice. Assignments are written by the agent's loop only; observations by whoever observes.
 * Each change is one swap of an immutable value, so readers need nothing.
 */
public final class NodeSlice implements Slice {

    private static final Logger log = LoggerFactory.getLogger(NodeSlice.class);

    // what is known; replaced as a whole
    private final AtomicReference<Shelf> shelf = new AtomicReference<>(Shelf.EMPTY);
    // where it is kept, while the duty works
    private final AtomicReference<Optional<Cabinet>> cabinet =
            new AtomicReference<>(Optional.empty());
    // completes when the disk was read; a new one for each time the duty works
    private final AtomicReference<CompletableFuture<Void>> read =
            new AtomicReference<>(new CompletableFuture<>());
    private final AtomicReference<Optional<NodeDescription>> description =
            new AtomicReference<>(Optional.empty());
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    // who reports, while the duty works
    private final AtomicReference<Runnable> reporter = new AtomicReference<>(() -> {});

    /** Begins: reads the disk. From now on observations wake the reporter, on any thread. */
    public void open(Disk disk, Runnable wakesReporter) {
        var opened = new Cabinet(disk);
        shelf.set(opened.read());
        description.set(opened.description());
        cabinet.set(Optional.of(opened));
        reporter.set(wakesReporter);
        read.get().complete(null);
        changed();
    }

    /**
     * Ends. What is known stays known, lest somebody who stops late takes it for an empty slice.
     */
    public void close() {
        cabinet.set(Optional.empty());
        reporter.set(() -> {});
        read.set(new CompletableFuture<>());
    }

    /** These are all tasks there are. The agent's loop. */
    public void replace(List<Assignment> all) {
        var next = shelf.updateAndGet(known -> known.replaced(all));
        changed();
        kept(
                disk -> {
                    disk.keep(next);
                    disk.forgetAllBut(next.assignments().keySet());
                });
    }

    /** These tasks are new or changed, and those are to be forgotten. The agent's loop. */
    public void change(List<Assignment> some, List<TaskId> removed) {
        var next = shelf.updateAndGet(known -> known.changed(some, removed));
        changed();
        kept(
                disk -> {
                    disk.keep(next);
                    removed.forEach(disk::forget);
                });
    }

    /** A full disk costs what a restart would remember, not the work itself. */
    private void kept(Consumer<Cabinet> writing) {
        try {
            cabinet.get().ifPresent(writing);
        } catch (UncheckedIOException failure) {
            log.warn("slice: assignments are not on disk", failure);
        }
    }

    private void changed() {
        watchers.forEach(Runnable::run);
    }

    /** The node's facts, as far as they are known. */
    public Optional<NodeDescription> description() {
        return description.get();
    }

    @Override
    public SortedMap<TaskId, Assignment> assignments() {
        return shelf.get().assignments();
    }

    @Override
    public SortedMap<TaskId, TaskStatus> observed() {
        return shelf.get().observed();
    }

    @Override
    public Cancellable watch(Loop loop, Runnable changed) {
        Runnable watcher = () -> loop.execute(changed);
        watchers.add(watcher);
        watcher.run();
        return () -> watchers.remove(watcher);
    }

    @Override
    public void observe(TaskId task, TaskStatus status) {
        var open = cabinet.get();
        if (open.isEmpty() || !shelf.get().learnsFrom(task, status)) {
            return;
        }
        open.get().keep(task, status);
        shelf.updateAndGet(known -> known.observed(task, status));
        reporter.get().run();
    }

    @Override
    public void describe(NodeDescription facts) {
        var before = description.getAndSet(Optional.of(facts));
        if (before.filter(facts::equals).isEmpty()) {
            kept(disk -> disk.keep(facts));
            reporter.get().run();
        }
    }

    @Override
    public CompletionStage<Void> ready() {
        return read.get().minimalCompletionStage();
    }
}
