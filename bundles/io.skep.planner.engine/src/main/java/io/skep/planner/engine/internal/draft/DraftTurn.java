package io.skep.planner.engine.internal.draft;

import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NetworkSeats;
import io.skep.model.NodeId;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.State;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.planner.Turn;
import io.skep.planner.engine.internal.agenda.Work;
import io.skep.seam.Entropy;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;

/** One turn, as stages see it. */
public final class DraftTurn implements Turn {

    private final Overlay overlay;
    private final Work work;
    private final Instant now;
    private final Entropy entropy;
    private final Wishes wishes = new Wishes();
    private SortedSet<ServiceId> services;
    private boolean reschedule;

    /** A turn that begins. */
    public DraftTurn(State base, Work work, Instant now, Entropy entropy) {
        this.overlay = new Overlay(base, now);
        this.work = work;
        this.now = now;
        this.entropy = entropy;
        this.services = work.services();
        this.reschedule = work.reschedule();
    }

    /** What was decided. */
    public Overlay overlay() {
        return overlay;
    }

    /** What is wanted of later turns. */
    public Wishes wishes() {
        return wishes;
    }

    /** From now on only these services are shown as changed. */
    public void show(SortedSet<ServiceId> some) {
        services = some;
    }

    @Override
    public View view() {
        return overlay.view();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public SortedSet<ServiceId> services() {
        return Collections.unmodifiableSortedSet(services);
    }

    @Override
    public SortedSet<NodeId> nodes() {
        return Collections.unmodifiableSortedSet(work.nodes());
    }

    @Override
    public SortedSet<NetworkId> networks() {
        return Collections.unmodifiableSortedSet(work.networks());
    }

    @Override
    public boolean reschedule() {
        return reschedule;
    }

    @Override
    public TaskId newTask() {
        return new TaskId(entropy.id());
    }

    @Override
    public void put(TaskId task, TaskPlan plan) {
        if (overlay.put(task, plan)) {
            reschedule |= plan.phase().before(TaskState.ASSIGNED) || plan.phase().terminal();
        }
    }

    @Override
    public void remove(TaskId task) {
        // its service may hold something for it alone, and stages before this one have looked
        overlay.view()
                .tasks()
                .get(task)
                .ifPresent(gone -> wishes.again(gone.plan().value().serviceId()));
        overlay.remove(task);
        reschedule = true;
    }

    @Override
    public void put(Service service, ServicePlan plan) {
        overlay.put(service.id(), plan);
    }

    @Override
    public void put(NetworkId network, NetworkPlan plan) {
        overlay.put(network, plan);
    }

    @Override
    public void put(NetworkId network, NetworkSeats seats) {
        overlay.put(network, seats);
    }

    @Override
    public void wakeAt(Instant moment, ServiceId service) {
        wishes.wakeAt(moment, service);
    }

    @Override
    public void again(ServiceId service) {
        wishes.again(service);
    }
}
