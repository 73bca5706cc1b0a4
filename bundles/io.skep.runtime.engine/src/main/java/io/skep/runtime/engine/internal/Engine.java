package io.skep.runtime.engine.internal;

import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.runtime.engine.internal.file.Vault;
import io.skep.runtime.engine.internal.ledger.Ledger;
import io.skep.runtime.engine.internal.log.LogTap;
import io.skep.runtime.engine.internal.net.Callers;
import io.skep.runtime.engine.internal.plug.Runtimes;
import io.skep.runtime.engine.internal.task.Setting;
import io.skep.runtime.engine.internal.task.TaskRun;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeLogs;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import io.skep.slice.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tasks of the slice so: one {@link TaskRun} for each. Level-triggered, and looks again
 * now and then, so nothing can be missed for long. Owned by its loop.
 */
public final class Engine implements RuntimeSink, Runtimes.Listener {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final Duration TICK = Duration.ofSeconds(20);

    private final DutyContext context;
    private final Slice slice;
    private final Loop loop;
    private final Vault vault;
    private final Callers callers;
    private final Ledger ledger;
    private final Runtimes runtimes;
    private final Orphans orphans;
    private final SortedMap<TaskId, TaskRun> runs = new TreeMap<>();
    private final List<Runnable> atRest = new ArrayList<>();
    private final List<Runnable> atLive = new ArrayList<>();
    private Cancellable watch = () -> {};
    private Cancellable tick = () -> {};
    private @Nullable NodeDescription described;
    private long changes;
    // what the runs were told
    private SortedMap<TaskId, Assignment> assigned = Collections.emptySortedMap();

    /** An engine that has not started. */
    public Engine(
            DutyContext context,
            Slice slice,
            Providers<ContainerRuntime, RuntimeSink> providers,
            Vault vault,
            Callers callers) {
        this.context = context;
        this.vault = vault;
        this.callers = callers;
        this.slice = slice;
        this.loop = context.seams().loop("runtime");
        this.ledger = new Ledger(context.seams().disk("runtime"));
        this.runtimes = new Runtimes(context, loop, providers, this, this);
        this.orphans = new Orphans(context.seams().time());
    }

    /** Begins; completes when the slice was read and the runtimes are being opened. */
    public CompletionStage<Void> start() {
        return loop.on(slice.ready()).thenRun(this::begin);
    }

    private void begin() {
        ledger.load();
        vault.forgetAllBut(alive());
        runtimes.start(ledger.handles());
        watch = slice.watch(loop, this::changed);
        tick = loop.schedule(TICK, this::tick);
    }

    /** Those that may still need their files. */
    private Set<TaskId> alive() {
        var alive = new TreeSet<>(slice.assignments().keySet());
        slice.observed().entrySet().stream()
                .filter(known -> known.getValue().state().terminal())
                .map(Map.Entry::getKey)
                .forEach(alive::remove);
        return alive;
    }

    /**
     * Ends; tasks that left the slice are removed first, all others are left running. When no task
     * is left, nothing of the cluster stays behind, not even what no assignment ever knew.
     */
    public CompletionStage<Void> stop(Duration grace) {
        var quiet = new CompletableFuture<Boolean>();
        loop.execute(
                () -> {
                    boolean heard = heardOfManager();
                    changed();
                    atRest.add(() -> quiet.complete(heard));
                    loop.schedule(grace, () -> quiet.complete(heard));
                    rest();
                });
        return loop.on(quiet)
                .thenCompose(heard -> heard ? clear(grace) : nothing())
                .thenCompose(clear -> halt());
    }

    private CompletionStage<Void> clear(Duration grace) {
        if (!slice.assignments().isEmpty()) {
            return nothing();
        }
        var cleared = new CompletableFuture<Void>();
        loop.schedule(grace, () -> cleared.complete(null));
        whenLive(() -> removeAll().thenAccept(cleared::complete));
        return loop.on(cleared);
    }

    private CompletableFuture<Void> removeAll() {
        var plugs = runtimes.live().stream().flatMap(name -> runtimes.of(name).stream());
        return CompletableFuture.allOf(
                plugs.map(orphans::removeAll).toArray(CompletableFuture<?>[]::new));
    }

    private void whenLive(Runnable step) {
        if (runtimes.live().isEmpty()) {
            atLive.add(step);
        } else {
            step.run();
        }
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> halt() {
        watch.cancel();
        tick.cancel();
        return runtimes.close().thenRun(loop::close);
    }

    private void rest() {
        var wanted = slice.assignments();
        if (runs.keySet().stream().allMatch(wanted::containsKey)) {
            atRest.forEach(Runnable::run);
            atRest.clear();
        }
    }

    private void changed() {
        changes++;
        var before = assigned;
        var wanted = slice.assignments();
        if (wanted != before) {
            assigned = wanted;
            assign(before, wanted);
        }
        // networks may have changed, for which some wait; there are many who do not
        runs.values().stream().filter(run -> !run.settled()).toList().forEach(TaskRun::drive);
    }

    private void assign(
            SortedMap<TaskId, Assignment> before, SortedMap<TaskId, Assignment> wanted) {
        wanted.forEach(
                (id, wish) -> {
                    if (before.get(id) != wish) {
                        run(id, wish).wanted(wish);
                    }
                });
        each(run -> leaveUnless(wanted.containsKey(run.id()), run));
    }

    private TaskRun run(TaskId id, Assignment wish) {
        return runs.computeIfAbsent(id, fresh -> new TaskRun(setting(), wish, () -> gone(id)));
    }

    private static void leaveUnless(boolean wanted, TaskRun run) {
        if (!wanted) {
            run.leave();
        }
    }

    private Setting setting() {
        return new Setting(context, loop, slice, runtimes, ledger, vault, callers);
    }

    private void gone(TaskId task) {
        runs.remove(task);
        assigned = Collections.emptySortedMap(); // one that is wanted again begins anew
        vault.forget(task);
        rest();
    }

    /** Steps may end a task, so they go over a copy. */
    private void each(Consumer<TaskRun> step) {
        List.copyOf(runs.values()).forEach(step);
    }

    @Override
    public void live(String runtime) {
        describe();
        each(TaskRun::drive);
        search(runtime);
        atLive.forEach(Runnable::run);
        atLive.clear();
    }

    @Override
    public void lost(String runtime) {
        each(run -> run.lost(runtime));
    }

    @Override
    public void changed(Handle handle, Observed observed) {
        loop.execute(
                () -> {
                    var run = runs.get(handle.task());
                    if (run != null && run.handle().filter(handle::equals).isPresent()) {
                        run.observed(observed);
                    }
                });
    }

    @Override
    public void reachable(boolean answers, String why) {
        loop.execute(
                () -> {
                    log.info("runtime: {}", answers ? "answers" : "does not answer: " + why);
                    if (answers) {
                        each(TaskRun::lookAgain);
                    }
                });
    }

    private void tick() {
        tick = loop.schedule(TICK, this::tick);
        each(TaskRun::drive);
        runtimes.live().forEach(this::search);
        runtimes.look().whenComplete((done, failure) -> loop.execute(this::describe));
    }

    private void search(String runtime) {
        runtimes.of(runtime)
                .ifPresent(
                        plug ->
                                plug.list()
                                        .whenComplete(
                                                (all, failure) ->
                                                        loop.execute(
                                                                () ->
                                                                        searched(
                                                                                runtime, plug, all,
                                                                                failure))));
    }

    private void searched(
            String runtime,
            ContainerRuntime plug,
            @Nullable List<Handle> all,
            @Nullable Throwable failure) {
        if (all == null || runtimes.of(runtime).filter(live -> live == plug).isEmpty()) {
            log.debug("runtime {}: does not say what it has", runtime, failure);
            return;
        }
        for (var handle : all) {
            var run = runs.get(handle.task());
            if (run != null) {
                run.found(handle);
            }
        }
        each(run -> run.searched(runtime));
        if (heardOfManager()) {
            orphans.sweep(plug, all, handle -> runs.containsKey(handle.task()));
        }
    }

    /** The first call of the watch only repeats what was known before the restart. */
    private boolean heardOfManager() {
        return changes > 1 || !slice.assignments().isEmpty();
    }

    private void describe() {
        var facts = runtimes.facts();
        if (facts.isPresent() && !facts.get().equals(described)) {
            described = facts.get();
            slice.describe(described);
        }
    }

    /** Streams a task's output. Any thread. */
    public Cancellable logs(TaskId task, LogRequest request, LogSink sink) {
        var tap = new LogTap(sink);
        loop.execute(() -> tap(task, request, tap));
        return tap;
    }

    private void tap(TaskId task, LogRequest request, LogTap tap) {
        var run = runs.get(task);
        var handle = run == null ? null : run.handle().orElse(null);
        if (handle == null) {
            tap.end("task " + task + " has no container on this node");
        } else if (runtimes.of(handle.runtime()).orElse(null) instanceof RuntimeLogs logs) {
            tap.open(logs.logs(handle, request, tap));
        } else {
            tap.end("runtime " + handle.runtime() + " gives no logs of task " + task + " now");
        }
    }

    /** All runtimes there are. Any thread. */
    public List<PlugRow> rows() {
        return runtimes.rows();
    }

    /** The chosen runtime. Any thread. */
    public String wanted() {
        return runtimes.chosen();
    }
}
