package io.skep.planner.engine.internal.draft;

import io.skep.model.Change;
import io.skep.model.Id;
import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NetworkSeats;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.Stored;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a turn decided so far, laid over the state it began with. Only what differs from that state
 * in the end is a change (PLN-2), so any number of puts of a part are one change or none. States
 * never change: going back to a mark costs nothing.
 */
public final class Overlay {

    private final State base;
    private final Stamp stamp;
    // in the order in which they were first put: a draft is committed in the order it was made
    private final Set<Id> touched = new LinkedHashSet<>();
    private State now;

    /** Nothing decided yet. */
    public Overlay(State base, Instant at) {
        this.base = base;
        this.stamp = new Stamp(base.index() + 1, at);
        this.now = base;
    }

    /** The state with the draft in it; also a mark to come back to. */
    public State view() {
        return now;
    }

    /** Forgets what was decided since a mark. */
    public void back(State mark) {
        now = mark;
    }

    /**
     * Puts a task's plan.
     *
     * @return whether that says anything new
     * @throws IllegalArgumentException when the plan goes back on the one before
     */
    public boolean put(TaskId task, TaskPlan plan) {
        var before = now.tasks().get(task).map(there -> there.plan().value());
        if (before.filter(plan::equals).isPresent()) {
            return false;
        }
        before.ifPresentOrElse(old -> forward(task, old, plan), () -> unremoved(task));
        change(task, Change.put(Part.TASK_PLAN, task, plan));
        return true;
    }

    /** Removes a task; without effect when there is none. */
    public void remove(TaskId task) {
        if (now.tasks().get(task).isPresent()) {
            change(task, Change.remove(Kind.TASK, task));
        }
    }

    /** Puts a service's plan; without effect when the service is gone. */
    public void put(ServiceId service, ServicePlan plan) {
        var there = now.services().get(service);
        if (there.isPresent() && !there.get().planOrEmpty().equals(plan)) {
            change(service, Change.put(Part.SERVICE_PLAN, service, plan));
        }
    }

    /** Puts a network's plan; without effect when the network is gone. */
    public void put(NetworkId network, NetworkPlan plan) {
        if (now.networks().get(network).isPresent()
                && !plan(now, network).filter(plan::equals).isPresent()) {
            change(network, Change.put(Part.NETWORK_PLAN, network, plan));
        }
    }

    /** Puts a network's seats; without effect when the network is gone. */
    public void put(NetworkId network, NetworkSeats seats) {
        var there = now.networks().get(network);
        if (there.isPresent() && !there.get().seatsOrNone().equals(seats)) {
            change(network, Change.put(Part.NETWORK_SEATS, network, seats));
        }
    }

    /** What is to be committed. */
    public List<Change> changes() {
        var changes = new ArrayList<Change>();
        for (var id : touched) {
            change(id).ifPresent(changes::add);
            if (id instanceof NetworkId network) {
                seatsChange(network).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private void change(Id id, Change change) {
        touched.add(id);
        now = now.after(change, stamp);
    }

    private Optional<Change> change(Id id) {
        if (id instanceof NetworkId network) {
            return networkChange(network);
        }
        return id instanceof TaskId task ? taskChange(task) : serviceChange((ServiceId) id);
    }

    private Optional<Change> taskChange(TaskId task) {
        var before = base.tasks().get(task).map(there -> there.plan().value());
        var after = now.tasks().get(task).map(there -> there.plan().value());
        if (after.equals(before)) {
            return Optional.empty();
        }
        return Optional.of(
                after.map(plan -> Change.put(Part.TASK_PLAN, task, plan))
                        .orElseGet(() -> Change.remove(Kind.TASK, task)));
    }

    private Optional<Change> serviceChange(ServiceId service) {
        var before = base.services().get(service).map(there -> there.planOrEmpty());
        var after = now.services().get(service).map(there -> there.planOrEmpty());
        return after.equals(before)
                ? Optional.empty()
                : after.map(plan -> Change.put(Part.SERVICE_PLAN, service, plan));
    }

    private Optional<Change> networkChange(NetworkId network) {
        var after = plan(now, network);
        return after.equals(plan(base, network))
                ? Optional.empty()
                : after.map(plan -> Change.put(Part.NETWORK_PLAN, network, plan));
    }

    private Optional<Change> seatsChange(NetworkId network) {
        var before = base.networks().get(network).map(Network::seatsOrNone);
        var after = now.networks().get(network).map(Network::seatsOrNone);
        return after.equals(before)
                ? Optional.empty()
                : after.map(seats -> Change.put(Part.NETWORK_SEATS, network, seats));
    }

    private static Optional<NetworkPlan> plan(State state, NetworkId network) {
        return state.networks().get(network).map(Network::plan).map(Stored::value);
    }

    private void unremoved(TaskId task) {
        if (base.tasks().get(task).isPresent()) {
            throw new IllegalArgumentException("task " + task + " was removed in this turn");
        }
    }

    /** States only increase, and a task is on one node ever. */
    private static void forward(TaskId task, TaskPlan old, TaskPlan plan) {
        if (plan.phase().before(old.phase()) || plan.desired().before(old.desired())) {
            throw new IllegalArgumentException(
                    "task " + task + " would go back from " + stage(old) + " to " + stage(plan));
        }
        if (old.nodeId() != null && !Objects.equals(old.nodeId(), plan.nodeId())) {
            throw new IllegalArgumentException(
                    "task " + task + " would move from " + old.nodeId() + " to " + plan.nodeId());
        }
    }

    private static String stage(TaskPlan plan) {
        return plan.phase() + " (desired " + plan.desired() + ")";
    }
}
