package io.skep.network.engine.internal;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** The agent's slice without an agent: networks only. */
final class MemorySlice implements Slice {

    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final AtomicReference<Wiring> wiring = new AtomicReference<>(Wiring.EMPTY);
    private final AtomicReference<SortedMap<NetworkId, Link>> links =
            new AtomicReference<>(new TreeMap<>());
    private final AtomicReference<SortedSet<TaskId>> hushed =
            new AtomicReference<>(new TreeSet<>());

    boolean heard = true;
    Optional<Boolean> overlay = Optional.empty();
    private final List<Long> realised = new ArrayList<>();
    private SortedMap<NetworkId, String> refusals = new TreeMap<>();

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
    public SortedSet<TaskId> hushed() {
        return hushed.get();
    }

    @Override
    public void hush(TaskId task, boolean on) {
        hushed.set(on ? new TreeSet<>(Set.of(task)) : new TreeSet<>());
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
        return new TreeMap<>();
    }

    @Override
    public SortedMap<TaskId, TaskStatus> observed() {
        return new TreeMap<>();
    }

    @Override
    public void observe(TaskId task, TaskStatus status) {
        throw new UnsupportedOperationException("networks are no tasks");
    }

    @Override
    public void describe(NodeDescription description) {
        throw new UnsupportedOperationException("networks are no facts");
    }

    @Override
    public void realised(long number) {
        if (realised.isEmpty() || realised.get(realised.size() - 1) != number) {
            realised.add(number);
        }
    }

    /** What was said, without repetitions. */
    List<Long> realisedNumbers() {
        return List.copyOf(realised);
    }

    @Override
    public void refuse(SortedMap<NetworkId, String> reasons) {
        refusals = reasons;
    }

    @Override
    public SortedMap<NetworkId, String> refusals() {
        return refusals;
    }

    @Override
    public boolean wiringHeard() {
        return heard;
    }

    @Override
    public void overlay(boolean offered) {
        overlay = Optional.of(offered);
    }
}
