package io.skep.allocator.internal;

import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Network;
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
import io.skep.model.Stored;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import io.skep.planner.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A turn over a state; notes what is put. */
final class DraftTurn implements Turn {

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    final List<Change> puts = new ArrayList<>();
    private final SortedSet<ServiceId> services;
    private final SortedSet<NetworkId> networks = new TreeSet<>();
    private State state;

    DraftTurn(State state, Set<String> services) {
        this.state = state;
        this.services = new TreeSet<>(services.stream().map(ServiceId::new).toList());
        state.networks().forEach(network -> networks.add(network.id()));
    }

    State state() {
        return state;
    }

    private void change(Change change) {
        var next = state.after(change, new Stamp(state.index(), NOW));
        if (change instanceof Change.Put && differs(next, change.id())) {
            puts.add(change);
        }
        state = next;
    }

    private boolean differs(State next, String id) {
        var task = state.tasks().get(id).map(t -> t.plan().value());
        var service = state.services().get(id).map(Service::planOrEmpty);
        var network = state.networks().get(id).map(Network::plan).map(Stored::value);
        var seats = state.networks().get(id).map(Network::seatsOrNone);
        return !next.networks().get(id).map(Network::seatsOrNone).equals(seats)
                || !next.networks().get(id).map(Network::plan).map(Stored::value).equals(network)
                || !next.tasks().get(id).map(t -> t.plan().value()).equals(task)
                || !next.services().get(id).map(Service::planOrEmpty).equals(service);
    }

    @Override
    public View view() {
        return state;
    }

    @Override
    public Instant now() {
        return NOW;
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
    public SortedSet<NetworkId> networks() {
        return networks;
    }

    @Override
    public boolean reschedule() {
        return false;
    }

    @Override
    public TaskId newTask() {
        throw new AssertionError("the allocator makes no tasks");
    }

    @Override
    public void put(TaskId task, TaskPlan plan) {
        change(Change.put(Part.TASK_PLAN, task, plan));
    }

    @Override
    public void remove(TaskId task) {
        change(Change.remove(Kind.TASK, task));
    }

    @Override
    public void put(Service service, ServicePlan plan) {
        change(Change.put(Part.SERVICE_PLAN, service.id(), plan));
    }

    @Override
    public void put(NetworkId network, NetworkSeats seats) {
        change(Change.put(Part.NETWORK_SEATS, network, seats));
    }

    @Override
    public void put(NetworkId network, NetworkPlan plan) {
        change(Change.put(Part.NETWORK_PLAN, network, plan));
    }

    @Override
    public void wakeAt(Instant moment, ServiceId service) {
        throw new AssertionError("the allocator asks for no later turn");
    }

    @Override
    public void again(ServiceId service) {
        throw new AssertionError("the allocator leaves nothing for the next turn");
    }
}
