package io.skep.itests.planning;

import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NetworkSeats;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import io.skep.planner.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A turn that collects what stages decide. */
final class PaperTurn implements Turn {

    private final Stamp stamp;
    private final SortedSet<ServiceId> services;
    private final SortedSet<NodeId> nodes;
    private final Supplier<TaskId> ids;
    private final List<Change> changes = new ArrayList<>();
    private final SortedMap<ServiceId, Instant> wakes = new TreeMap<>();
    private final SortedSet<ServiceId> again = new TreeSet<>();
    private State draft;

    PaperTurn(
            State state,
            Instant now,
            SortedSet<ServiceId> services,
            SortedSet<NodeId> nodes,
            Supplier<TaskId> ids) {
        this.draft = state;
        this.stamp = new Stamp(state.index() + 1, now);
        this.services = services;
        this.nodes = nodes;
        this.ids = ids;
    }

    List<Change> changes() {
        return changes;
    }

    SortedMap<ServiceId, Instant> wakes() {
        return wakes;
    }

    SortedSet<ServiceId> once() {
        return again;
    }

    @Override
    public View view() {
        return draft;
    }

    @Override
    public Instant now() {
        return stamp.at();
    }

    @Override
    public SortedSet<ServiceId> services() {
        return services;
    }

    @Override
    public SortedSet<NodeId> nodes() {
        return nodes;
    }

    @Override
    public SortedSet<NetworkId> networks() {
        return new TreeSet<>();
    }

    @Override
    public boolean reschedule() {
        return true;
    }

    @Override
    public TaskId newTask() {
        return ids.get();
    }

    @Override
    public void put(TaskId task, TaskPlan plan) {
        var before = draft.tasks().get(task).map(there -> there.plan().value());
        before.ifPresent(old -> Rules.forward(task, old, plan));
        if (before.filter(plan::equals).isEmpty()) {
            change(Change.put(Part.TASK_PLAN, task, plan));
        }
    }

    @Override
    public void remove(TaskId task) {
        change(Change.remove(Kind.TASK, task));
    }

    @Override
    public void put(Service service, ServicePlan plan) {
        var before = draft.services().get(service.id());
        if (before.isPresent() && !before.get().planOrEmpty().equals(plan)) {
            change(Change.put(Part.SERVICE_PLAN, service.id(), plan));
        }
    }

    @Override
    public void put(NetworkId network, NetworkSeats seats) {
        throw new AssertionError("nothing here plans networks");
    }

    @Override
    public void put(NetworkId network, NetworkPlan plan) {
        throw new AssertionError("nothing here plans networks");
    }

    @Override
    public void wakeAt(Instant moment, ServiceId service) {
        wakes.merge(service, moment, (a, b) -> a.isBefore(b) ? a : b);
    }

    @Override
    public void again(ServiceId service) {
        again.add(service);
    }

    private void change(Change change) {
        changes.add(change);
        draft = draft.after(change, stamp);
    }
}
