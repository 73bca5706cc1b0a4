package io.skep.dispatcher.internal;

import io.skep.dispatcher.internal.session.Machines;
import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.itests.store.SimStore;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.NodeStatus;
import io.skep.model.TaskStatus;
import io.skep.model.spec.NodeRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** A dispatcher between a store and agents that tests play. */
final class Rig {

    static final Duration SOON = Duration.ofMillis(60);

    final SimKernel kernel = new SimKernel(1);
    final SimSeams seams = kernel.node("me");
    final SimNet net = new SimNet(kernel, Duration.ofMillis(4));
    final SimQuorum quorum = new SimQuorum();
    final SimStore store = new SimStore(kernel);
    final Set<String> answering = new TreeSet<>();
    Reception reception;
    Dispatcher dispatcher;

    Rig() {
        quorum.leads(Samples.ME);
        store.commit(Samples::cluster);
        store.commit(draft -> Samples.node(draft, Samples.OTHER, NodeRole.WORKER));
        start();
    }

    DutyContext context() {
        return new DutyContext(Samples.ME, new ClusterId("c"), seams, Path.of("unused"), Map.of());
    }

    /** Machines answer at the addresses in {@link #answering}. */
    Machines machines() {
        return address -> CompletableFuture.completedFuture(answering.contains(address));
    }

    private void start() {
        reception = new Reception(context(), net.of(Samples.ME), quorum);
        reception.open();
        dispatcher = new Dispatcher(context(), store, reception, machines());
        dispatcher.start();
        kernel.settle();
    }

    void crash() {
        seams.crash();
        net.crash(Samples.ME);
        start();
    }

    void soon() {
        kernel.runFor(SOON);
    }

    Played hello(NodeId node) {
        var agent = agent(node).hello();
        soon();
        return agent;
    }

    /** One that has come and not spoken. */
    Played agent(NodeId node) {
        return new Played(net, node, kernel.node(node.value()).loop("agent"));
    }

    NodeStatus status(NodeId node) {
        return store.view().nodes().get(node).orElseThrow().status().value();
    }

    TaskStatus observed(String task) {
        return store.view().tasks().get(task).orElseThrow().status().value();
    }
}
