package io.skep.store.engine.internal;

import io.skep.itests.sim.SimKernel;
import io.skep.model.Change;
import io.skep.model.ContainerStatus;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Id36;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.seam.vault.KeyRing;
import io.skep.store.Commit;
import io.skep.store.Watcher;
import io.skep.store.engine.internal.flow.Trial;
import io.skep.store.engine.internal.machine.Digest;
import io.skep.store.engine.internal.machine.Picture;
import io.skep.store.engine.internal.machine.Transaction;
import io.skep.store.engine.internal.snapshot.SnapshotReader;
import io.skep.store.engine.internal.snapshot.SnapshotWriter;
import io.skep.store.engine.internal.watch.Feed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/**
 * Measures the store with a million tasks. Prints {@code figure NAME VALUE UNIT}. Arguments: number
 * of tasks (1,000,000), directory for the snapshot.
 */
public final class StoreBench {

    private static final KeyRing RING = KeyRing.fresh(new SimKernel(1).node("ring").entropy());

    private static final int BATCH = 200;
    private static final int SERVICES = 1_000;
    private static final int NODES = 1_000;

    private final int tasks;
    private final Random random = new Random(1);
    private final List<String> ids = new ArrayList<>();
    private State state = State.EMPTY;

    private StoreBench(int tasks) {
        this.tasks = tasks;
    }

    /** Runs all measurements. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        var tasks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        var folder =
                arguments.length > 1
                        ? Path.of(arguments[1])
                        : Files.createTempDirectory("skep-store-bench");
        var bench = new StoreBench(tasks);
        bench.fill();
        bench.drafts();
        bench.watchers();
        bench.snapshot(folder.resolve("snapshot"));
    }

    /** Every task as a follower gets it: in entries of 200 changes, a plan and then a status. */
    private void fill() {
        for (int i = 0; i < tasks; i++) {
            var bytes = new byte[Id36.BYTES];
            random.nextBytes(bytes);
            ids.add(Id36.of(bytes));
        }
        var before = heap();
        var begun = cpu();
        base();
        for (int at = 0; at < tasks; at += BATCH) {
            batch(at, Math.min(tasks, at + BATCH));
        }
        figure("store-fill", (cpu() - begun) / 1e9, "s");
        figure("store-heap-" + tasks + "-tasks", (heap() - before) / 1e6, "MB");
        if (state.tasks().size() != tasks) {
            throw new IllegalStateException(state.tasks().size() + " tasks");
        }
    }

    private void base() {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < NODES; i++) {
            changes.add(Change.put(Part.NODE_SPEC, new NodeId(node(i)), Samples.node()));
        }
        for (int i = 0; i < SERVICES; i++) {
            changes.add(Change.put(Part.SERVICE_SPEC, new ServiceId(service(i)), Samples.wish()));
        }
        apply(changes);
    }

    private void batch(int from, int to) {
        var plans = new ArrayList<Change>();
        var statuses = new ArrayList<Change>();
        for (int i = from; i < to; i++) {
            var id = new TaskId(ids.get(i));
            plans.add(Change.put(Part.TASK_PLAN, id, plan(i)));
            statuses.add(Change.put(Part.TASK_STATUS, id, status(i)));
        }
        apply(plans);
        apply(statuses);
    }

    private static TaskStatus status(int number) {
        var container = new ContainerStatus(String.format(Locale.ROOT, "%064x", number), 4711, 0);
        var at = Samples.THEN.plusNanos(number);
        return new TaskStatus(TaskState.RUNNING, at, at, "started", "", container, List.of());
    }

    private static TaskPlan plan(int number) {
        var like = Samples.plan(number);
        return new TaskPlan(
                new ServiceId(service(number % SERVICES)),
                like.serviceName(),
                like.serviceLabels(),
                like.slot(),
                like.spec(),
                like.specVersion(),
                like.jobIteration(),
                like.desired(),
                like.phase(),
                new NodeId(node(number % NODES)),
                Samples.THEN.plusNanos(number),
                like.message(),
                like.err(),
                like.startAfter(),
                like.ports(),
                like.genericResources(),
                like.placedBy(),
                like.explain());
    }

    private static String service(int number) {
        return "s".repeat(19) + String.format(Locale.ROOT, "%06d", number);
    }

    private static String node(int number) {
        return "n".repeat(19) + String.format(Locale.ROOT, "%06d", number);
    }

    private void apply(List<Change> changes) {
        var at = Samples.THEN.plusMillis(state.index());
        var bytes = new Transaction("t", "", Writer.PLANNER, at, changes).bytes();
        state = state.after(Transaction.read(bytes).changes(), new Stamp(state.index() + 1, at));
    }

    /** An update up to the point where its bytes go to consensus. */
    private void drafts() {
        try (var seams = new SystemSeams(Path.of("."), 1)) {
            var trial = new Trial(seams);
            var status = Samples.status(TaskState.COMPLETE);
            timed(
                    "store-update-status",
                    at ->
                            trial.draft(
                                    Writer.DISPATCHER,
                                    state,
                                    draft -> draft.put(Part.TASK_STATUS, id(at), status)));
            timed(
                    "store-update-plan",
                    at ->
                            trial.draft(
                                    Writer.PLANNER,
                                    state,
                                    draft -> draft.put(Part.TASK_PLAN, id(at), plan(at))));
        }
        var feed = new Feed();
        feed.jump(state);
        timed("store-view", at -> feed.view());
        timed("store-view-task", at -> feed.view().tasks().get(id(at)));
    }

    private TaskId id(int at) {
        return new TaskId(ids.get((int) ((at * 7919L) % tasks)));
    }

    private static void timed(String name, IntConsumer step) {
        var times = new long[20];
        for (int round = 0; round < times.length; round++) {
            var begun = cpu();
            for (int i = 0; i < 10_000; i++) {
                step.accept(round * 10_000 + i);
            }
            times[round] = (cpu() - begun) / 10_000;
        }
        Arrays.sort(times);
        figure(name, times[times.length / 2] / 1e3, "us");
    }

    /** From the commit until the last of a thousand watchers has it. */
    private void watchers() throws InterruptedException {
        try (var seams = new SystemSeams(Path.of("."), 1)) {
            var feed = new Feed();
            var loops = new ArrayList<Loop>();
            for (int i = 0; i < 16; i++) {
                loops.add(seams.loop("watch" + i));
            }
            var counter = new Counter();
            for (int i = 0; i < 1_000; i++) {
                feed.watch(loops.get(i % loops.size()), counter);
            }
            var times = new long[1_000];
            var shown = new long[times.length];
            for (int round = 0; round < times.length; round++) {
                counter.left = new CountDownLatch(1_000);
                var commit = new Commit(new Stamp(round, Samples.THEN), List.of(), state, state);
                var begun = System.nanoTime();
                var worked = cpu();
                feed.show(commit);
                shown[round] = cpu() - worked;
                counter.left.await();
                times[round] = System.nanoTime() - begun;
            }
            loops.forEach(Loop::close);
            Arrays.sort(times);
            Arrays.sort(shown);
            figure("store-watch-show", shown[shown.length / 2] / 1e6, "ms");
            figure("store-watch-1000-watchers-best", times[0] / 1e6, "ms");
            figure("store-watch-1000-watchers", times[times.length / 2] / 1e6, "ms");
            figure("store-watch-1000-watchers-p99", times[times.length * 99 / 100] / 1e6, "ms");
        }
    }

    private static final class Counter implements Watcher {
        // replaced between two commits by the thread that waits, read by the watchers' loops
        private volatile CountDownLatch left = new CountDownLatch(0);

        @Override
        public void commit(Commit commit) {
            left.countDown();
        }

        @Override
        public void lagged(View now) {
            throw new IllegalStateException("a watcher lags");
        }
    }

    private void snapshot(Path file) throws IOException {
        var picture = new Picture(1, state, "t", Digest.NONE, List.of());
        var begun = cpu();
        SnapshotWriter.write(picture, file, RING);
        figure("store-snapshot-write", (cpu() - begun) / 1e9, "s");
        figure("store-snapshot-size", Files.size(file) / 1e6, "MB");
        state = State.EMPTY;
        ids.clear();
        var before = heap();
        begun = cpu();
        var read = SnapshotReader.read(file, RING);
        figure("store-snapshot-read", (cpu() - begun) / 1e9, "s");
        figure("store-snapshot-heap", (heap() - before) / 1e6, "MB");
        if (read.state().tasks().size() != tasks) {
            throw new IllegalStateException(read.state().tasks().size() + " tasks");
        }
        Files.delete(file);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** What this thread has used: other work on the machine does not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void figure(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "figure %s %.3f %s%n", name, value, unit);
    }
}
