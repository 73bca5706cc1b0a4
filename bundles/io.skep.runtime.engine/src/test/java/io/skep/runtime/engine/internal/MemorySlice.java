package io.skep.runtime.engine.internal;

import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import io.skep.slice.Enclosures;
import io.skep.slice.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The agent's slice without an agent: as durable as it promises, and it keeps a history. */
final class MemorySlice implements Slice {

    private final SortedMap<TaskId, Assignment> assignments = new TreeMap<>();
    private final SortedMap<TaskId, TaskStatus> observed = new TreeMap<>();
    private final SortedMap<NetworkId, Link> links = new TreeMap<>();
    private final SortedSet<TaskId> hushed = new TreeSet<>();
    private final SortedMap<NetworkId, String> refusals = new TreeMap<>();
    private Wiring wiring = Wiring.EMPTY;
    private Optional<Enclosures> enclosures = Optional.empty();
    private final List<Runnable> watchers = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final List<NodeDescription> descriptions = new ArrayList<>();

    void assign(Assignment assignment) {
        assignments.put(assignment.task(), assignment);
        tell();
    }

    /** A manager was heard. */
    void enclose(Enclosures now) {
        enclosures = Optional.of(now);
        tell();
    }

    /** No manager is heard any more. */
    void silent() {
        enclosures = Optional.empty();
    }

    @Override
    public Optional<Enclosures> enclosures() {
        return enclosures;
    }

    void want(TaskId task, TaskState desired) {
        var before = assignments.get(task);
        assign(new Assignment(task, before.plan().withDesired(desired), before.registryAuth()));
    }

    /** The manager's constraint enforcer rejects a task that runs here. */
    void giveUp(TaskId task) {
        var before = assignments.get(task);
        var rejected = before.plan().withPhase(TaskState.REJECTED, Instant.EPOCH, "", "");
        assign(new Assignment(task, rejected, before.registryAuth()));
    }

    void remove(TaskId task) {
        assignments.remove(task);
        observed.remove(task);
        tell();
    }

    private void tell() {
        List.copyOf(watchers).forEach(Runnable::run);
    }

    /** State, message and error, one line for each report. */
    List<String> history() {
        return history;
    }

    List<NodeDescription> descriptions() {
        return descriptions;
    }

    TaskStatus status(TaskId task) {
        return observed.get(task);
    }

    @Override
    public SortedMap<TaskId, Assignment> assignments() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(assignments));
    }

    @Override
    public SortedMap<TaskId, TaskStatus> observed() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(observed));
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
        var before = observed.get(task);
        if (!assignments.containsKey(task)
                || before != null && status.state().before(before.state())) {
            return;
        }
        observed.put(task, status);
        history.add((status.state() + " " + status.message() + " " + status.err()).strip());
    }

    @Override
    public void describe(NodeDescription description) {
        descriptions.add(description);
    }

    @Override
    public Wiring wiring() {
        return wiring;
    }

    /** Managers say this of networks. */
    void wire(Wiring next) {
        wiring = next;
        tell();
    }

    @Override
    public void realised(long number) {
        throw new UnsupportedOperationException("nobody makes networks here");
    }

    @Override
    public SortedMap<NetworkId, Link> links() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(links));
    }

    @Override
    public void linked(SortedMap<NetworkId, Link> ready) {
        links.clear();
        links.putAll(ready);
        tell();
    }

    @Override
    public SortedMap<NetworkId, String> refusals() {
        return Collections.unmodifiableSortedMap(refusals);
    }

    @Override
    public void refuse(SortedMap<NetworkId, String> reasons) {
        refusals.clear();
        refusals.putAll(reasons);
        tell();
    }

    @Override
    public SortedSet<TaskId> hushed() {
        return Collections.unmodifiableSortedSet(hushed);
    }

    @Override
    public void hush(TaskId task, boolean on) {
        if (on) {
            hushed.add(task);
        } else {
            hushed.remove(task);
        }
        tell();
    }

    @Override
    public CompletionStage<Void> ready() {
        return CompletableFuture.completedFuture(null);
    }
}
