package io.skep.scheduler.engine.internal;

import io.skep.model.Change;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NetworkSeats;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import io.skep.planner.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A turn that writes down what was put. */
public final class PaperTurn implements Turn {

    private final View view;
    private final Instant now;
    private final boolean reschedule;
    private final SortedSet<ServiceId> services = new TreeSet<>();
    private final List<Change> changes = new ArrayList<>();

    public PaperTurn(View view, Instant now, boolean reschedule) {
        this.view = view;
        this.now = now;
        this.reschedule = reschedule;
        view.tasks().forEach(task -> services.add(task.plan().value().serviceId()));
    }

    public List<Change> changes() {
        return changes;
    }

    @Override
    public View view() {
        return view;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public SortedSet<ServiceId> services() {
        return services;
    }

    @Override
    public SortedSet<NodeId> nodes() {
        return new TreeSet<>();
    }

    @Override
    public boolean reschedule() {
        return reschedule;
    }

    @Override
    public TaskId newTask() {
        throw new AssertionError("the scheduler makes no tasks");
    }

    @Override
    public void put(TaskId task, TaskPlan plan) {
        changes.add(Change.put(Part.TASK_PLAN, task, plan));
    }

    @Override
    public void remove(TaskId task) {
        throw new AssertionError("the scheduler removes no tasks");
    }

    @Override
    public void put(Service service, ServicePlan plan) {
        throw new AssertionError("the scheduler plans no services");
    }

    @Override
    public void wakeAt(Instant moment, ServiceId service) {
        throw new AssertionError("the scheduler waits for no time");
    }

    @Override
    public void again(ServiceId service) {
        throw new AssertionError("the scheduler leaves nothing over");
    }

    @Override
    public SortedSet<NetworkId> networks() {
        return new TreeSet<>();
    }

    @Override
    public void put(NetworkId network, NetworkSeats seats) {
        throw new AssertionError("the scheduler plans no networks");
    }

    @Override
    public void put(NetworkId network, NetworkPlan plan) {
        throw new AssertionError("the scheduler plans no networks");
    }
}
