package io.skep.agent.internal.shelf;

import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.TaskStatus;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.seam.Cancellable;
import io.skep.seam.Disk;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import io.skep.slice.Enclosures;
import io.skep.slice.Slice;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
    // what the managers say of networks; replaced as a whole
    private final AtomicReference<Wiring> wiring = new AtomicReference<>(Wiring.EMPTY);
    // whether a manager said so since the process started
    private final AtomicBoolean heard = new AtomicBoolean();
    // up to which number that is done; set by who does it
    private final AtomicLong realised = new AtomicLong();
    // networks that are ready; replaced as a whole by who makes them
    private final AtomicReference<SortedMap<NetworkId, Link>> links =
            new AtomicReference<>(Collections.emptySortedMap());
    // what tasks refer to, never on disk; absent until a manager is heard
    private final AtomicReference<Optional<Enclosures>> enclosures =
            new AtomicReference<>(Optional.empty());
    // networks that cannot be here; replaced as a whole by who makes them
    private final AtomicReference<SortedMap<NetworkId, String>> refusals =
            new AtomicReference<>(Collections.emptySortedMap());
    // tasks that are being told to stop; replaced as a whole by who tells them
    private final AtomicReference<SortedSet<TaskId>> hushed =
            new AtomicReference<>(Collections.emptySortedSet());
    // whether this node can have networks that others have too
    private final AtomicBoolean overlay = new AtomicBoolean();
    // with what frames to this node are encrypted
    private final AtomicReference<String> cipher = new AtomicReference<>("");
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    // who reports, while the duty works
    private final AtomicReference<Runnable> reporter = new AtomicReference<>(() -> {});

    /** Begins: reads the disk. From now on observations wake the reporter, on any thread. */
    public void open(Disk disk, Runnable wakesReporter) {
        var opened = new Cabinet(disk);
        shelf.set(opened.read());
        description.set(opened.description());
        // until somebody says otherwise; else a restart would take the mesh from this node
        description.get().ifPresent(this::remember);
        wiring.updateAndGet(known -> known.number() > 0 ? known : opened.wiring());
        cabinet.set(Optional.of(opened));
        reporter.set(wakesReporter);
        read.get().complete(null);
        changed();
    }

    private void remember(NodeDescription facts) {
        overlay.compareAndSet(false, Abilities.overlay(facts));
        cipher.compareAndSet("", facts.cipher());
    }

    /**
     * Ends. What is known stays known, lest somebody who stops late takes it for an empty slice.
     */
    public void close() {
        cabinet.set(Optional.empty());
        enclosures.set(Optional.empty());
        reporter.set(() -> {});
        read.set(new CompletableFuture<>());
    }

    /** What the tasks that are said next may refer to. The agent's loop. */
    public void enclose(Enclosures now) {
        enclosures.set(Optional.of(now));
    }

    @Override
    public Optional<Enclosures> enclosures() {
        return enclosures.get();
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
                    disk.keep(next, some, removed);
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
        return description.get().map(facts -> Abilities.of(facts, overlay.get(), cipher.get()));
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
            described();
        }
    }

    @Override
    public Wiring wiring() {
        return wiring.get();
    }

    @Override
    public boolean wiringHeard() {
        return heard.get();
    }

    /** What this node is to know of networks from now on. The agent's loop. */
    public void wire(Wiring next) {
        wiring.set(next);
        heard.set(true);
        changed();
    }

    /** Puts what is known of networks on disk. The agent's loop, now and then. */
    public void keepWiring() {
        kept(disk -> disk.keep(wiring.get()));
    }

    @Override
    public void realised(long number) {
        realised.set(number);
        reporter.get().run();
    }

    /** The number of the wiring that this node is made so as. */
    public long realised() {
        return realised.get();
    }

    @Override
    public SortedMap<NetworkId, Link> links() {
        return links.get();
    }

    @Override
    public void linked(SortedMap<NetworkId, Link> ready) {
        var now = Collections.unmodifiableSortedMap(new TreeMap<>(ready));
        if (!links.getAndSet(now).equals(now)) {
            changed();
        }
    }

    @Override
    public SortedMap<NetworkId, String> refusals() {
        return refusals.get();
    }

    @Override
    public void refuse(SortedMap<NetworkId, String> reasons) {
        var now = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
        if (!refusals.getAndSet(now).equals(now)) {
            changed();
        }
    }

    @Override
    public SortedSet<TaskId> hushed() {
        return hushed.get();
    }

    @Override
    public void hush(TaskId task, boolean on) {
        var before =
                hushed.getAndUpdate(
                        known -> {
                            var next = new TreeSet<>(known);
                            if (on) {
                                next.add(task);
                            } else {
                                next.remove(task);
                            }
                            return Collections.unmodifiableSortedSet(next);
                        });
        if (before.contains(task) != on) {
            changed();
        }
    }

    @Override
    public void overlay(boolean offered) {
        if (overlay.getAndSet(offered) != offered) {
            described();
        }
    }

    @Override
    public void cipher(String key) {
        if (!cipher.getAndSet(key).equals(key)) {
            described();
        }
    }

    private void described() {
        description().ifPresent(all -> kept(disk -> disk.keep(all)));
        reporter.get().run();
    }

    @Override
    public CompletionStage<Void> ready() {
        return read.get().minimalCompletionStage();
    }
}
