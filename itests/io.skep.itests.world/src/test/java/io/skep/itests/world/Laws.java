package io.skep.itests.world;

import io.skep.model.Change;
import io.skep.model.Part;
import io.skep.model.Service;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.store.Commit;
import java.util.TreeMap;
import java.util.TreeSet;

/** What holds at every commit. */
final class Laws {

    private final Blame blame;

    Laws(Blame blame) {
        this.blame = blame;
    }

    void check(Commit commit) {
        onlyOneWriter(commit);
        if (writes(commit, Part.TASK_PLAN) || writes(commit, Part.SERVICE_PLAN)) {
            uniqueAddresses(commit.after());
        }
        for (var change : commit.changes()) {
            switch (change.kind()) {
                case TASK -> task(change.id(), commit);
                case SERVICE -> uniquePorts(commit.after());
                default -> {}
            }
        }
    }

    /** A transaction is one writer's; who may remove what follows from the kind. */
    private void onlyOneWriter(Commit commit) {
        var writers = new TreeSet<Writer>();
        for (var change : commit.changes()) {
            writers.add(writer(change));
        }
        blame.unless(writers.size() <= 1, () -> commit.stamp() + " was written by " + writers);
    }

    private static Writer writer(Change change) {
        if (change instanceof Change.Put put) {
            return put.part().writer();
        }
        return switch (change.kind()) {
            case TASK -> Writer.PLANNER;
            default -> Writer.CONTROL;
        };
    }

    private void task(String id, Commit commit) {
        var before = commit.before().tasks().get(id);
        var after = commit.after().tasks().get(id);
        before.ifPresent(
                was -> after.ifPresentOrElse(is -> onward(was, is), () -> forgettable(was)));
    }

    private void onward(Task was, Task is) {
        var old = was.plan().value();
        var now = is.plan().value();
        blame.unless(
                !is.state().before(was.state()),
                () -> was.id() + " went back from " + was.state() + " to " + is.state());
        blame.unless(
                !now.desired().before(old.desired()),
                () -> was.id() + " is wanted less: " + old.desired() + " to " + now.desired());
        blame.unless(
                old.nodeId() == null || old.nodeId().equals(now.nodeId()),
                () -> was.id() + " moved from " + old.nodeId() + " to " + now.nodeId());
        blame.unless(
                old.spec().equals(now.spec()) && old.slot() == now.slot(),
                () -> was.id() + " became another task");
    }

    /** EN-5: what may still run must not be forgotten. */
    private void forgettable(Task was) {
        var state = was.state();
        blame.unless(
                state.before(TaskState.ASSIGNED) || state.terminal(),
                () -> was.id() + " was forgotten in state " + state);
    }

    private void uniquePorts(View view) {
        var holders = new TreeMap<String, Service>();
        for (var service : view.services()) {
            for (var port : service.planOrEmpty().ports()) {
                if (port.hostMode()) {
                    continue;
                }
                var other = holders.put(port.protocolOrTcp() + port.publishedPort(), service);
                blame.unless(
                        other == null && port.publishedPort() > 0,
                        () -> service.id() + " publishes " + port + " as another one does");
            }
        }
    }

    /** NW-9, NW-11: what has an address has it alone, until it ended. */
    private void uniqueAddresses(View view) {
        var holders = new TreeMap<String, String>();
        for (var service : view.services()) {
            for (var vip : service.planOrEmpty().virtualIps()) {
                alone(vip.addr(), service.id().value(), holders);
            }
        }
        for (var task : view.tasks()) {
            if (!task.terminal()) {
                task.plan().value().networks().stream()
                        .flatMap(place -> place.addresses().stream())
                        .forEach(address -> alone(address, task.id().value(), holders));
            }
        }
    }

    private void alone(String address, String holder, TreeMap<String, String> holders) {
        var other = holders.put(address, holder);
        blame.unless(
                other == null, () -> holder + " and " + other + " both have address " + address);
    }

    /** Whether a part was ever written by that commit. */
    static boolean writes(Commit commit, Part<?> part) {
        return commit.changes().stream().anyMatch(change -> change.puts(part));
    }
}
