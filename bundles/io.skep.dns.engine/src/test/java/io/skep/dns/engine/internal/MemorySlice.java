package io.skep.dns.engine.internal;

import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.TaskStatus;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import io.skep.slice.Slice;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** The agent's slice without an agent. */
public final class MemorySlice implements Slice {

    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final AtomicReference<Wiring> wiring = new AtomicReference<>(Wiring.EMPTY);
    private final AtomicReference<SortedMap<TaskId, Assignment>> assignments =
            new AtomicReference<>(Collections.emptySortedMap());
    private final AtomicReference<SortedMap<NetworkId, Link>> links =
            new AtomicReference<>(new TreeMap<>());

    /** A task of this node, whose spec names these servers. */
    public void assign(String task, String... servers) {
        var next = new TreeMap<>(assignments.get());
        next.put(new TaskId(task), Samples.assignment(new TaskId(task), List.of(servers)));
        assignments.set(Collections.unmodifiableSortedMap(next));
        watchers.forEach(Runnable::run);
    }

    void wire(Wiring next) {
        wiring.set(next);
        watchers.forEach(Runnable::run);
    }

    @Override
    public void linked(SortedMap<NetworkId, Link> ready) {
        links.set(Collections.unmodifiableSortedMap(new TreeMap<>(ready)));
        watchers.forEach(Runnable::run);
    }

    @Override
    public Wiring wiring() {
        return wiring.get();
    }

    @Override
    public SortedMap<NetworkId, Link> links() {
        return links.get();
    }

    @Override
    public Cancellable watch(Loop loop, Runnable changed) {
        Runnable watcher = () -> loop.execute(changed);
        watchers.add(watcher);
        watcher.run();
        return () -> watchers.remove(watcher);
    }

    @Override
    public CompletionStage<Void> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public SortedMap<TaskId, Assignment> assignments() {
        return assignments.get();
    }

    @Override
    public SortedMap<TaskId, TaskStatus> observed() {
        return new TreeMap<>();
    }

    @Override
    public void observe(TaskId task, TaskStatus status) {
        throw new UnsupportedOperationException("names are no tasks");
    }

    @Override
    public void describe(NodeDescription description) {
        throw new UnsupportedOperationException("names are no facts");
    }

    @Override
    public void realised(long number) {
        throw new UnsupportedOperationException("names are no networks");
    }
}
