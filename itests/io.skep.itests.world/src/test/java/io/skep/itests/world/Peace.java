package io.skep.itests.world;

import io.skep.model.NodeState;
import io.skep.model.Service;
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

    private final World world;
    private final Users users;

    Peace(World world, Users users) {
        this.world = world;
        this.users = users;
    }

    /** Wants something of every service that can be, and waits until it is so. */
    void make() {
        until("leads", () -> world.manager.life().store().leading());
        until("nobody waits", users::idle);
        for (var node : view().nodes()) {
            users.avail(node, Availability.ACTIVE);
            until("nodes are available", users::idle);
        }
        for (var service : view().services()) {
            if (!service.spec().mode().job()) {
                users.change(service, possible(service), "");
                until("services are changed", users::idle);
            } else {
                users.remove(service);
                until("jobs are removed", users::idle);
            }
        }
        until("wanted = running", this::asWanted);
        world.kernel.runFor(QUIET);
        check();
    }

    private State view() {
        return (State) world.manager.life().store().view();
    }

    private void until(String what, java.util.function.BooleanSupplier holds) {
        try {
            world.kernel.runUntil(holds, BOUND);
        } catch (AssertionError never) {
            throw new AssertionError(what + " never: " + never.getMessage() + "\n" + open(), never);
        }
    }

    private ServiceSpec possible(Service service) {
        var program = world.manager.machine.containers().sleeps().withEnv(List.of("VERSION=end"));
        var task = new TaskSpec(program, null, null, null, List.of(), null, 77, "container");
        var s = service.spec();
        return new ServiceSpec(
                s.name(), s.labels(), task, s.mode(), null, null, s.networks(), s.endpointSpec());
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
