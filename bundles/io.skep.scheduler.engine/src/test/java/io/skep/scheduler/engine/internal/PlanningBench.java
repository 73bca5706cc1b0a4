package io.skep.scheduler.engine.internal;

import io.skep.model.Change;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.TaskId;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.model.spec.TaskSpec;
import io.skep.scheduler.engine.internal.strategy.Strategies;
import io.skep.scheduler.spread.internal.SpreadStrategy;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long a turn of the stage takes, from the view to the last placement, on one thread. Prints
 * {@code figure NAME VALUE UNIT}. Building the state is not measured. A small load is planned a few
 * times before, since managers run for long.
 */
public final class PlanningBench {

    private PlanningBench() {}

    /**
     * Runs everything, or only the figures whose names contain the first argument, as often as the
     * second says.
     */
    public static void main(String[] arguments) {
        var only = arguments.length == 0 ? "" : arguments[0];
        int times = arguments.length < 2 ? 1 : Integer.parseInt(arguments[1]);
        for (int i = 0; i < 5; i++) {
            plan(Load.WARM_UP);
        }
        for (var load : Load.values()) {
            for (int i = 0; i < times && load != Load.WARM_UP && load.label.contains(only); i++) {
                measure(load);
            }
        }
    }

    private enum Load {
        WARM_UP("warm-up", 200, 10_000, 1, true),
        ONE_OFF("planning-100000-one-off-tasks-1000-nodes", 1_000, 100_000, 1, true),
        WIDE("planning-1000-one-off-tasks-100000-nodes", 100_000, 1_000, 1, true),
        HUGE("planning-1000000-one-off-tasks-100000-nodes", 100_000, 1_000_000, 1, true),
        SERVICES("planning-100000-tasks-of-1000-services-1000-nodes", 1_000, 100_000, 100, false),
        HUGE_SERVICES(
                "planning-1000000-tasks-of-10000-services-100000-nodes",
                100_000,
                1_000_000,
                100,
                false);

        private final String label;
        private final int nodes;
        private final int tasks;
        private final int replicas;
        private final boolean reserving;

        Load(String label, int nodes, int tasks, int replicas, boolean reserving) {
            this.label = label;
            this.nodes = nodes;
            this.tasks = tasks;
            this.replicas = replicas;
            this.reserving = reserving;
        }
    }

    private static void measure(Load load) {
        var took = plan(load);
        System.out.printf(Locale.ROOT, "figure %s %.3f s%n", load.label, took.seconds);
        System.out.printf(Locale.ROOT, "figure %s-cpu %.3f s%n", load.label, took.busy);
        System.out.printf(
                Locale.ROOT,
                "figure %s-rate %.0f tasks/s%n",
                load.label,
                load.tasks / took.seconds);
    }

    /** What a clock on the wall says, and for how much of it the thread had a processor. */
    private record Took(double seconds, double busy) {}

    private static Took plan(Load load) {
        var strategies = new Strategies();
        strategies.bind(new SpreadStrategy(), "spread", "1.0.0");
        var stage = new Schedule(strategies);
        var turn = new PaperTurn(state(load), World.BEGIN, true);
        var processor = ManagementFactory.getThreadMXBean();

        long used = processor.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        stage.plan(turn);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double busy = (processor.getCurrentThreadCpuTime() - used) / 1e9;

        if (turn.changes().size() != load.tasks) {
            throw new AssertionError(load.label + ": placed " + turn.changes().size());
        }
        return new Took(seconds, busy);
    }

    private static State state(Load load) {
        var state = State.EMPTY;
        var stamp = new Stamp(1, World.BEGIN);
        for (int i = 0; i < load.nodes; i++) {
            state = state.after(node(i), stamp);
        }
        var spec =
                load.reserving
                        ? Specs.reserving(1_000_000, 1_000_000)
                        : Specs.where("node.role==worker");
        for (int i = 0; i < load.tasks; i++) {
            state = state.after(List.of(task(i, i / load.replicas, spec)), stamp);
        }
        return state;
    }

    private static List<Change> node(int number) {
        var id = new NodeId(id("node", number));
        var facts =
                new NodeDescription(
                        id.value(),
                        new Platform("x86_64", "linux"),
                        new Resources(64 * World.CPU, 256 * World.GIB, List.of()),
                        "27.0",
                        Map.of(),
                        List.of(),
                        List.of());
        var changes = new ArrayList<Change>();
        changes.add(
                Change.put(
                        Part.NODE_SPEC,
                        id,
                        new NodeSpec("", Map.of(), NodeRole.WORKER, Availability.ACTIVE)));
        changes.add(
                Change.put(
                        Part.NODE_STATUS,
                        id,
                        new NodeStatus(NodeState.READY, "", "10.0.0.1", facts, null)));
        return changes;
    }

    private static Change task(int number, int service, TaskSpec spec) {
        // scattered as real ids are: tasks of a service do not stand together
        var id = id("task", Integer.reverse(number) >>> 1);
        return Change.put(Part.TASK_PLAN, new TaskId(id), World.plan(id("service", service), spec));
    }

    private static String id(String kind, int number) {
        return kind + String.format(Locale.ROOT, "%010d", number);
    }
}
