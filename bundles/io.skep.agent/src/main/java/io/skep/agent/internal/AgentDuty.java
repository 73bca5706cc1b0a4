package io.skep.agent.internal;

import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.MetricSink;
import io.skep.lifecycle.MetricSource;
import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import io.skep.slice.Enclosures;
import io.skep.slice.Slice;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps this node's slice, and a session with a manager, while the node is in a cluster. */
@Component(
        name = "io.skep.agent",
        immediate = true,
        service = {Duty.class, Slice.class, MetricSource.class})
public final class AgentDuty implements Duty, Slice, MetricSource {

    private final Transport transport;
    private final NodeSlice slice = new NodeSlice();
    // the agent while the duty works; set by the node room, which may use several threads
    private final AtomicReference<Optional<Agent>> agent = new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public AgentDuty(@Reference(name = "transport") Transport transport) {
        this.transport = transport;
    }

    @Override
    public void measure(MetricSink sink) {
        sink.gauge("agent_tasks", "Tasks this node was given.", slice.assignments().size());
        var states = new TreeMap<String, Double>();
        for (var state : TaskState.values()) {
            states.put(state.label(), 0.0);
        }
        slice.observed()
                .values()
                .forEach(status -> states.merge(status.state().label(), 1.0, Double::sum));
        sink.gauges("agent_observed", "Tasks of this node by state.", "state", states);
    }

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public Scope scope() {
        return Scope.WORKER;
    }

    @Override
    public List<String> follows() {
        return List.of("transport");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var started = new Agent(context, transport, slice);
        agent.set(Optional.of(started));
        return started.start();
    }

    @Override
    public CompletionStage<Void> leave() {
        return agent.get().map(Agent::leave).orElseGet(AgentDuty::done);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return agent.getAndSet(Optional.empty()).map(Agent::stop).orElseGet(AgentDuty::done);
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public SortedMap<TaskId, Assignment> assignments() {
        return slice.assignments();
    }

    @Override
    public Optional<Enclosures> enclosures() {
        return slice.enclosures();
    }

    @Override
    public SortedMap<TaskId, TaskStatus> observed() {
        return slice.observed();
    }

    @Override
    public Cancellable watch(Loop loop, Runnable changed) {
        return slice.watch(loop, changed);
    }

    @Override
    public void observe(TaskId task, TaskStatus status) {
        slice.observe(task, status);
    }

    @Override
    public void describe(NodeDescription description) {
        slice.describe(description);
    }

    @Override
    public Wiring wiring() {
        return slice.wiring();
    }

    @Override
    public void realised(long number) {
        slice.realised(number);
    }

    @Override
    public SortedMap<NetworkId, Link> links() {
        return slice.links();
    }

    @Override
    public void linked(SortedMap<NetworkId, Link> ready) {
        slice.linked(ready);
    }

    @Override
    public SortedMap<NetworkId, String> refusals() {
        return slice.refusals();
    }

    @Override
    public void refuse(SortedMap<NetworkId, String> reasons) {
        slice.refuse(reasons);
    }

    @Override
    public SortedSet<TaskId> hushed() {
        return slice.hushed();
    }

    @Override
    public void hush(TaskId task, boolean hushed) {
        slice.hush(task, hushed);
    }

    @Override
    public void overlay(boolean offered) {
        slice.overlay(offered);
    }

    @Override
    public void cipher(String key) {
        slice.cipher(key);
    }

    @Override
    public boolean wiringHeard() {
        return slice.wiringHeard();
    }

    @Override
    public CompletionStage<Void> ready() {
        return slice.ready();
    }
}
