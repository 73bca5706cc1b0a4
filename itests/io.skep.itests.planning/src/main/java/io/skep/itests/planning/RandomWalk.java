package io.skep.itests.planning;

import io.skep.model.Freshness;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Slot;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.UpdateConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Users who want anything, nodes that come and go, tasks that fail, and time that jumps: in an
 * order a seed decides. After each step the rules are checked, at the end that all is as wanted.
 */
public final class RandomWalk {

    private static final int STEPS = 60;

    private final Bench bench;
    private final boolean updates;
    private final Map<String, String> labels;
    private final Random chance;
    private final List<ServiceId> services = new ArrayList<>();
    // services that may have two live tasks in a slot
    private final TreeSet<ServiceId> doubling = new TreeSet<>();
    private final List<String> told = new ArrayList<>();
    private int nodes;

    /** A walk on a bench without nodes; with updates only if a stage makes them. */
    public RandomWalk(Bench bench, long seed, boolean updates) {
        this(bench, seed, updates, Map.of());
    }

    /** A walk whose services have labels, for which slots may have two live tasks. */
    public RandomWalk(Bench bench, long seed, boolean updates, Map<String, String> labels) {
        this.bench = bench;
        this.updates = updates;
        this.labels = labels;
        this.chance = new Random(seed);
    }

    /** Walks, lets things calm down, checks. */
    public void walk() {
        try {
            for (int i = 0; i < 3; i++) {
                join();
                create();
            }
            for (int i = 0; i < STEPS; i++) {
                step();
                bench.settle();
                bench.checkRest();
                checkSlots();
            }
            calm();
            checkAsWanted();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("after " + told, failure);
        }
    }

    private void step() {
        switch (chance.nextInt(updates ? 16 : 13)) {
            case 0 -> create();
            case 1 -> service(this::remove);
            case 2, 3 -> service(this::scale);
            case 4 -> node(this::availability);
            case 5 -> node(this::reachability);
            case 6 -> node(this::label);
            case 7 -> membership();
            case 8 -> tell("elect", bench::elect);
            case 9 -> task();
            case 10 -> {
                var time = Duration.ofMillis(chance.nextInt(90_000));
                tell("pass " + time, () -> bench.pass(time));
            }
            case 11, 12 -> {
                tell("obey", () -> bench.agents().obey(any -> chance.nextInt(4) > 0));
            }
            case 13 -> service(this::configure);
            case 14 -> service(this::image);
            default -> service(this::rollback);
        }
    }

    private void create() {
        var modes =
                List.of(
                        ServiceMode.replicated(chance.nextInt(6)),
                        new ServiceMode.Global(),
                        new ServiceMode.ReplicatedJob(1 + chance.nextInt(3), chance.nextInt(7)),
                        new ServiceMode.GlobalJob());
        var mode = modes.get(chance.nextInt(modes.size()));
        var conditions = RestartCondition.values();
        var policy =
                Specs.restart(
                        conditions[chance.nextInt(conditions.length)],
                        Duration.ofSeconds(chance.nextInt(10)),
                        chance.nextInt(3));
        var spec = Specs.restart(chance.nextBoolean() ? policy : null).apply(Specs.of(mode));
        var wanted =
                chance.nextInt(3) == 0 ? Specs.constraints("node.labels.a!=x").apply(spec) : spec;
        var labelled = Specs.labels(labels).apply(wanted);
        tell("create " + mode, () -> services.add(bench.users().create(labelled)));
        if (!labels.isEmpty()) {
            doubling.addAll(services);
        }
    }

    private void remove(ServiceId id) {
        if (services.size() > 2) {
            tell("remove " + id, () -> bench.users().remove(id));
            services.remove(id);
        }
    }

    private void scale(ServiceId id) {
        if (mode(id) instanceof ServiceMode.Replicated) {
            var replicas = chance.nextInt(8);
            tell("scale " + id, () -> bench.users().update(id, Specs.replicas(replicas)));
        }
    }

    private void configure(ServiceId id) {
        if (!mode(id).job()) {
            var update = config(id);
            var back = config(id);
            tell(
                    "configure " + id + update,
                    () -> bench.users().update(id, Specs.rollout(update, back)));
        }
    }

    private UpdateConfig config(ServiceId id) {
        var startFirst = chance.nextInt(3) == 0;
        if (startFirst) {
            doubling.add(id);
        }
        return new UpdateConfig(
                chance.nextInt(4),
                Duration.ofSeconds(chance.nextInt(3) * 4L),
                List.of("pause", "continue", "rollback").get(chance.nextInt(3)),
                Duration.ofSeconds(5),
                chance.nextInt(2) * 0.5,
                startFirst ? "start-first" : "stop-first");
    }

    private void image(ServiceId id) {
        var image = "nginx:" + chance.nextInt(4);
        tell("image " + id + image, () -> bench.users().update(id, Specs.image(image)));
    }

    private void rollback(ServiceId id) {
        var service = bench.service(id);
        if (service.wish().value().previous() != null
                && !service.rolledBack()
                && !service.spec().mode().job()) {
            tell("rollback " + id, () -> bench.users().rollback(id));
        }
    }

    private void availability(NodeId node) {
        var all = Availability.values();
        var wanted = all[chance.nextInt(all.length)];
        tell(node + " " + wanted, () -> bench.users().availability(node, wanted));
    }

    private void reachability(NodeId node) {
        var all = NodeState.values();
        var state = all[chance.nextInt(all.length)];
        tell(node + " " + state, () -> bench.agents().state(node, state));
    }

    private void label(NodeId node) {
        var value = chance.nextBoolean() ? "x" : "y";
        tell(node + " a=" + value, () -> bench.users().label(node, "a", value));
    }

    private void membership() {
        if (bench.state().nodes().size() < 4) {
            join();
        } else {
            node(node -> tell("rm " + node, () -> bench.users().remove(node)));
        }
    }

    private void join() {
        var name = "n" + ++nodes;
        tell("join " + name, () -> bench.agents().join(name));
    }

    private void task() {
        var some =
                bench.state().tasks().stream()
                        .filter(task -> !task.terminal())
                        .filter(task -> task.state().after(TaskState.ASSIGNED))
                        .toList();
        if (!some.isEmpty()) {
            var task = some.get(chance.nextInt(some.size()));
            var ends = List.of(TaskState.FAILED, TaskState.COMPLETE, TaskState.REJECTED);
            var end = ends.get(chance.nextInt(3));
            tell("end " + task.id() + end, () -> bench.agents().report(task.id(), end));
        }
    }

    private void calm() {
        for (var node : bench.state().nodes()) {
            bench.users().availability(node.id(), Availability.ACTIVE);
            bench.users().label(node.id(), "a", "y");
            bench.agents().state(node.id(), NodeState.READY);
        }
        bench.runFor(Duration.ofHours(1));
        for (var id : services) {
            if (!mode(id).job()) {
                bench.users().update(id, Specs.labels(Map.of("calm", "yes")));
            }
        }
        bench.runFor(Duration.ofHours(1));
        for (int i = 0; i < 20; i++) {
            completeJobs();
            bench.runFor(Duration.ofMinutes(2));
        }
    }

    private void completeJobs() {
        bench.state().tasks().stream()
                .filter(task -> task.desired() == TaskState.COMPLETE)
                .filter(task -> task.state() == TaskState.RUNNING)
                .forEach(task -> bench.agents().report(task.id(), TaskState.COMPLETE));
    }

    private void checkSlots() {
        for (var service : bench.state().services()) {
            for (var slot : slots(service)) {
                if (slot.live().size() > 1 && !doubling.contains(service.id())) {
                    throw new AssertionError("two live tasks in a slot: " + slot.live());
                }
            }
        }
    }

    private List<Slot> slots(Service service) {
        var iteration = service.wish().value().jobIteration();
        var tasks =
                bench.tasks(service.id()).stream()
                        .filter(task -> task.plan().value().jobIteration() == iteration)
                        .toList();
        return service.spec().mode().perNode() ? Slot.perNode(tasks) : Slot.numbered(tasks);
    }

    private void checkAsWanted() {
        bench.state().tasks().stream()
                .filter(task -> !task.wanted() && !task.terminal())
                .findAny()
                .ifPresent(task -> fail("not stopped", task));
        for (var id : services) {
            var service = bench.service(id);
            checkState(service);
            if (always(service)) {
                checkAsWanted(service);
            }
        }
    }

    private void checkState(Service service) {
        if (service.updateStatus().filter(update -> update.running()).isPresent()) {
            fail("update does not end", service);
        }
        var freshness = new Freshness(service, bench.state());
        for (var task : bench.live(service.id())) {
            if (updates && !service.spec().mode().job() && !freshness.fresh(task)) {
                fail("outdated", task);
            }
        }
    }

    /** Whether nothing but completion ends the service's tasks for good. */
    private static boolean always(Service service) {
        var policy = service.inForce().taskTemplate().restartPolicy();
        return policy == null
                || policy.condition() == RestartCondition.ANY && policy.maxAttempts() == 0L;
    }

    private void checkAsWanted(Service service) {
        var mode = service.inForce().mode();
        var tasks = bench.live(service.id());
        long running = tasks.stream().filter(task -> task.state() == TaskState.RUNNING).count();
        long wanted =
                mode instanceof ServiceMode.Replicated replicated
                        ? replicated.replicas()
                        : bench.state().nodes().size();
        if (mode instanceof ServiceMode.ReplicatedJob job) {
            long done = slots(service).stream().filter(this::completed).count();
            if (done != job.totalCompletions()) {
                fail("job not done: " + done, service);
            }
        } else if (!mode.job() && (running != wanted || tasks.size() != wanted)) {
            fail(running + " of " + wanted + " run", tasks);
        }
    }

    private boolean completed(Slot slot) {
        return slot.tasks().stream().anyMatch(task -> task.state() == TaskState.COMPLETE);
    }

    private ServiceMode mode(ServiceId id) {
        return bench.service(id).spec().mode();
    }

    private void service(java.util.function.Consumer<ServiceId> deed) {
        deed.accept(services.get(chance.nextInt(services.size())));
    }

    private void node(java.util.function.Consumer<NodeId> deed) {
        var all = bench.state().nodes().stream().toList();
        deed.accept(all.get(chance.nextInt(all.size())).id());
    }

    private void tell(String what, Runnable deed) {
        told.add(what);
        deed.run();
    }

    private static void fail(String what, Object where) {
        throw new AssertionError(what + ": " + where);
    }
}
