package io.skep.itests.world;

import io.skep.model.NodeState;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.State;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What holds once nothing goes wrong any more. */
final class Peace {

    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(30);

    private static final int TRIES = 5;
    private static final long END = 77;

    private final World world;
    private final Users users;
    private final Duration bound;

    Peace(World world, Users users) {
        this(world, users, BOUND);
    }

    /** Peace that has to come within a bound of virtual time. */
    Peace(World world, Users users, Duration bound) {
        this.world = world;
        this.users = users;
        this.bound = bound;
    }

    /** Wants something of every service that can be, and waits until it is so. */
    void make() {
        until("leads", () -> world.manager.life().store().leading());
        until("nobody waits", users::idle);
        for (var node : view().nodes()) {
            users.avail(node, Availability.ACTIVE);
            until("nodes are available", users::idle);
        }
        view().services().stream().map(Service::id).toList().forEach(this::wantPossible);
        until("wanted = running", this::asWanted);
        rest();
        check();
    }

    /** A cluster that has what it wants writes nothing any more. */
    private void rest() {
        var end = world.kernel.elapsed().plus(bound);
        while (world.kernel.elapsed().compareTo(end) < 0) {
            var before = view().index();
            world.kernel.runFor(QUIET);
            if (view().index() == before) {
                return;
            }
        }
        world.blame.unless(false, () -> "does not come to rest\n" + open());
    }

    private void wantPossible(ServiceId id) {
        for (int tries = 0; tries < TRIES && !possible(id); tries++) {
            var service = view().services().get(id).orElseThrow();
            if (service.spec().mode().job()) {
                users.remove(service);
            } else {
                users.change(service, possible(service, tries == 0), "");
            }
            until("nobody waits for " + id, users::idle);
        }
        world.blame.unless(possible(id), () -> "nobody can change " + id + " any more");
    }

    /** Whether a service is gone, or wants what is possible. */
    private boolean possible(ServiceId id) {
        return view().services()
                .get(id)
                .filter(there -> there.spec().taskTemplate().forceUpdate() != END)
                .isEmpty();
    }

    private State view() {
        return (State) world.manager.life().store().view();
    }

    private void until(String what, java.util.function.BooleanSupplier holds) {
        try {
            world.kernel.runUntil(holds, bound);
        } catch (AssertionError never) {
            throw new AssertionError(what + " never: " + never.getMessage() + "\n" + open(), never);
        }
    }

    private ServiceSpec possible(Service service, boolean published) {
        var program = world.manager.machine.containers().sleeps().withEnv(List.of("VERSION=end"));
        var task = new TaskSpec(program, null, null, null, List.of(), null, END, "container");
        var s = service.spec();
        return new ServiceSpec(
                s.name(),
                s.labels(),
                task,
                s.mode(),
                null,
                null,
                s.networks(),
                published ? s.endpointSpec() : null);
    }

    private boolean asWanted() {
        var view = view();
        for (var service : view.services()) {
            var tasks = view.tasksOf(service.id());
            var running = tasks.stream().filter(task -> current(service, task)).count();
            var live = tasks.stream().filter(task -> !task.terminal()).count();
            if (running != wanted(service, view) || live != running) {
                return false;
            }
        }
        return view.tasks().stream()
                        .allMatch(
                                t -> view.services().get(t.plan().value().serviceId()).isPresent())
                && containers().equals(running(view));
    }

    private static boolean current(Service service, Task task) {
        return task.state() == TaskState.RUNNING
                && task.desired() == TaskState.RUNNING
                && task.plan().value().specVersion() == service.versionInForce();
    }

    private static long wanted(Service service, State view) {
        return service.spec().mode() instanceof ServiceMode.Replicated replicated
                ? replicated.replicas()
                : view.nodes().stream().filter(node -> node.takesTasks()).count();
    }

    private TreeSet<TaskId> running(State view) {
        var running = new TreeSet<TaskId>();
        view.tasks().stream()
                .filter(task -> task.state() == TaskState.RUNNING)
                .forEach(task -> running.add(task.id()));
        return running;
    }

    private TreeSet<TaskId> containers() {
        var containers = new TreeSet<TaskId>();
        world.members().forEach(m -> containers.addAll(m.machine.containers().running()));
        return containers;
    }

    private void check() {
        var view = view();
        world.blame.unless(asWanted(), () -> "peace did not last\n" + open());
        oneTaskPerSlot(view);
        startedOnce();
        var now = world.manager.seams.time().now();
        var changes = world.replan.plan(view, now).overlay().changes();
        world.blame.unless(
                changes.isEmpty(), () -> "at rest, there is work: " + Replan.shown(changes, view));
        world.blame.unless(
                view.nodes().stream().allMatch(node -> node.state() == NodeState.READY),
                () -> "not all nodes are ready");
        replayed(view);
    }

    private void oneTaskPerSlot(State view) {
        for (var service : view.services()) {
            var slots = new TreeMap<String, TaskId>();
            for (var task : view.tasksOf(service.id())) {
                var plan = task.plan().value();
                var slot = plan.slot() == 0 ? "" + plan.nodeId() : "" + plan.slot();
                if (task.state() == TaskState.RUNNING) {
                    var other = slots.put(slot, task.id());
                    world.blame.unless(
                            other == null,
                            () -> service.id() + " slot " + slot + ": " + other + ", " + task.id());
                }
            }
        }
    }

    private void startedOnce() {
        var started = new TreeSet<TaskId>();
        world.members()
                .forEach(
                        member ->
                                member.machine
                                        .containers()
                                        .started()
                                        .forEach(
                                                task ->
                                                        world.blame.unless(
                                                                started.add(task),
                                                                () ->
                                                                        task
                                                                                + " was started twice")));
    }

    /** A manager that comes again has the same state. */
    private void replayed(State before) {
        world.manager.crash();
        world.manager.start();
        until("leads again", () -> world.manager.life().store().leading());
        world.kernel.settle();
        world.blame.unless(
                view().index() >= before.index(),
                () -> "after a restart at " + view().index() + ", before at " + before.index());
    }

    /** What is not as wanted, for people. */
    private String open() {
        var view = view();
        var lines = new ArrayList<String>();
        view.nodes().forEach(n -> lines.add(n.id() + " " + n.state() + " " + n.spec().value()));
        for (var service : view.services()) {
            lines.add(
                    service.id()
                            + " "
                            + service.spec().name()
                            + " "
                            + service.spec().mode()
                            + " v"
                            + service.versionInForce()
                            + " "
                            + service.planOrEmpty().update());
        }
        for (var task : view.tasks()) {
            var p = task.plan().value();
            lines.add(
                    "%s %s.%d v%d %s wanted %s on %s: %s %s"
                            .formatted(
                                    task.id(),
                                    p.serviceName(),
                                    p.slot(),
                                    p.specVersion(),
                                    task.state(),
                                    task.desired(),
                                    p.nodeId(),
                                    p.message(),
                                    p.err()));
        }
        lines.add("containers " + containers());
        return String.join("\n", lines);
    }
}
