package io.skep.itests.planning;

import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.Kind;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.spec.ClusterSpec;
import io.skep.planner.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The cluster: its state, its clock, and the belt of stages. */
public final class Bench {

    private static final int ENOUGH = 10_000;

    private final List<Stage> stages;
    private final SortedSet<ServiceId> services = new TreeSet<>();
    private final SortedSet<NodeId> nodes = new TreeSet<>();
    private final SortedMap<ServiceId, Instant> alarms = new TreeMap<>();
    private State state = State.EMPTY;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long ids;
    private long turns;

    /** A cluster without nodes, planned by these stages in this order. */
    public Bench(Stage... stages) {
        this.stages = List.of(stages);
        commit(Change.put(Part.CLUSTER_SPEC, new ClusterId("cluster"), ClusterSpec.defaults()));
    }

    /** The state. */
    public State state() {
        return state;
    }

    /** The moment. */
    public Instant now() {
        return now;
    }

    /** How many turns there were. */
    public long turns() {
        return turns;
    }

    /** What users may do. */
    public Users users() {
        return new Users(this);
    }

    /** What nodes may do. */
    public Agents agents() {
        return new Agents(this);
    }

    /** A service. */
    public Service service(ServiceId id) {
        return state.services().get(id).orElseThrow();
    }

    /** The tasks of a service, in the order in which they were made. */
    public List<Task> tasks(ServiceId service) {
        return state.tasksOf(service); // the bench counts its ids up
    }

    /** The tasks of a service that are wanted, in the order in which they were made. */
    public List<Task> live(ServiceId service) {
        return tasks(service).stream().filter(Task::wanted).toList();
    }

    /** A task. */
    public Task task(TaskId id) {
        return state.tasks().get(id).orElseThrow();
    }

    /** A new id; later ones are higher. */
    public String id() {
        return String.format("%025d", ++ids);
    }

    /** Commits changes that are not the planner's. */
    public void commit(Change... changes) {
        apply(List.of(changes));
    }

    /** Another leader: everything is looked at, nothing is remembered. */
    public void elect() {
        alarms.clear();
        state.services().forEach(service -> services.add(service.id()));
        state.tasks().forEach(task -> services.add(task.plan().value().serviceId()));
        state.nodes().forEach(node -> nodes.add(node.id()));
    }

    /** Checks that a leader who looks at everything decides nothing more. */
    public void checkRest() {
        var all = new TreeSet<ServiceId>();
        state.services().forEach(service -> all.add(service.id()));
        state.tasks().forEach(task -> all.add(task.plan().value().serviceId()));
        var every = new TreeSet<NodeId>();
        state.nodes().forEach(node -> every.add(node.id()));
        var more = planned(all, every).changes();
        if (!more.isEmpty()) {
            throw new AssertionError("another leader decides " + told(more));
        }
    }

    /** Plans until there is nothing to look at. */
    public void settle() {
        for (int i = 0; i < ENOUGH; i++) {
            if (services.isEmpty() && nodes.isEmpty()) {
                return;
            }
            turn();
        }
        throw new AssertionError("planning does not come to an end");
    }

    /** Plans, and lets agents do as they are told, until there is nothing to do. */
    public void run() {
        do {
            settle();
        } while (agents().obey());
    }

    /** Lets time pass, waking up when asked to. */
    public void pass(Duration time) {
        pass(time, this::settle);
    }

    /** Lets time pass while agents do as they are told. */
    public void runFor(Duration time) {
        run();
        pass(time, this::run);
    }

    private void pass(Duration time, Runnable step) {
        var end = now.plus(time);
        step.run();
        for (var next = nextAlarm(); next.isPresent(); next = nextAlarm()) {
            if (next.get().isAfter(end)) {
                break;
            }
            now = next.get().isAfter(now) ? next.get() : now;
            ring();
            step.run();
        }
        now = end;
    }

    private Optional<Instant> nextAlarm() {
        return alarms.values().stream().min(Instant::compareTo);
    }

    private void ring() {
        alarms.forEach((service, at) -> ring(service, at));
        alarms.values().removeIf(at -> !at.isAfter(now));
    }

    private void ring(ServiceId service, Instant at) {
        if (!at.isAfter(now)) {
            services.add(service);
        }
    }

    private void turn() {
        state.nodes().stream()
                .filter(node -> nodes.contains(node.id()))
                .forEach(node -> affected(node.id()));
        nodes.forEach(this::affected);
        if (!nodes.isEmpty()) {
            state.services().forEach(service -> services.add(service.id()));
        }
        var turn = planned();
        services.clear();
        nodes.clear();
        turn.services().forEach(alarms::remove);
        turn.wakes().forEach(this::alarm);
        apply(turn.changes());
        services.addAll(turn.once());
        if (turn.once().isEmpty()) {
            checkRepeat(turn);
        }
        turns++;
    }

    private PaperTurn planned() {
        return planned(new TreeSet<>(services), new TreeSet<>(nodes));
    }

    private PaperTurn planned(SortedSet<ServiceId> some, SortedSet<NodeId> others) {
        var turn = new PaperTurn(state, now, some, others, () -> new TaskId(id()));
        stages.forEach(stage -> stage.plan(turn));
        return turn;
    }

    // PLN-2
    private void checkRepeat(PaperTurn turn) {
        var repeated = planned(turn.services(), turn.nodes());
        if (!repeated.changes().isEmpty()) {
            throw new AssertionError(
                    "planned again what was applied: "
                            + told(repeated.changes())
                            + " after "
                            + told(turn.changes())
                            + " leaving "
                            + repeated.changes().stream()
                                    .map(Change::id)
                                    .flatMap(id -> state.tasks().get(id).stream())
                                    .map(task -> task.plan().value().serviceId())
                                    .distinct()
                                    .flatMap(id -> tasks(id).stream())
                                    .map(task -> task.state() + told(task))
                                    .collect(Collectors.joining("; ")));
        }
    }

    private static String told(Task task) {
        return told(Change.put(Part.TASK_PLAN, task.id(), task.plan().value()))
                + " made "
                + task.plan().createdAt();
    }

    private static String told(List<Change> changes) {
        return changes.stream().map(Bench::told).collect(Collectors.joining("; "));
    }

    private static String told(Change change) {
        if (change instanceof Change.Put put && put.value() instanceof TaskPlan plan) {
            return change.id().replaceFirst("^0+", "task ")
                    + " of "
                    + plan.serviceId().value().replaceFirst("^0+", "")
                    + (" slot " + plan.slot() + " on " + plan.nodeId())
                    + (" version " + plan.specVersion() + " desired " + plan.desired())
                    + (" phase " + plan.phase() + " after " + plan.startAfter())
                    + (" " + plan.origin().update() + " " + plan.origin().ranAt());
        }
        return change instanceof Change.Put put
                ? put.id() + put.value()
                : change.id().replaceFirst("^0+", "task ") + " removed";
    }

    private void alarm(ServiceId service, Instant moment) {
        alarms.merge(service, moment, (a, b) -> a.isBefore(b) ? a : b);
    }

    private void affected(NodeId node) {
        state.tasksOn(node).forEach(task -> services.add(task.plan().value().serviceId()));
    }

    private void apply(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var before = state;
        state = state.after(changes, new Stamp(state.index() + 1, now));
        changes.forEach(change -> touch(change, before));
    }

    private void touch(Change change, State before) {
        if (change.kind() == Kind.SERVICE) {
            services.add(new ServiceId(change.id()));
        } else if (change.kind() == Kind.NODE) {
            nodes.add(new NodeId(change.id()));
        } else if (change.kind() == Kind.TASK) {
            var views = new ArrayList<>(List.of(before, state));
            for (var view : views) {
                view.tasks()
                        .get(change.id())
                        .ifPresent(task -> services.add(task.plan().value().serviceId()));
            }
        }
    }
}
