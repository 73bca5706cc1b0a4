package io.skep.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Membership.Reach;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.Duty.Scope;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import io.skep.transport.ManagerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node with a few duties that write down what they are told. */
abstract class HostCase {

    static final ClusterId CLUSTER = new ClusterId("cluster");
    static final NodeId NODE = new NodeId("node");
    static final Duration SOON = Duration.ofMillis(200);

    @TempDir Path directory;

    final SimKernel kernel = new SimKernel(1);
    final SimSeams seams = kernel.node("n");
    final Throne throne = new Throne();
    final Wallet wallet = new Wallet();
    final Roads roads = new Roads();
    final Chores chores = new Chores();
    final Chores.Chore door = chores.chore("door", Scope.NODE);
    final Chores.Chore store = chores.chore("store", Scope.MANAGER);
    final Chores.Chore control = chores.chore("control", Scope.MANAGER, "store");
    final Chores.Chore planner = chores.chore("planner", Scope.LEADER);
    final Chores.Chore agent = chores.chore("agent", Scope.WORKER);
    final Chores.Chore runtime = chores.chore("runtime", Scope.WORKER, "agent");
    Host host;

    @BeforeEach
    void boot() {
        host = fresh();
    }

    Host fresh() {
        var node = new Host(seams, directory, Map.of("hostname", "box", "advertise", "configured"));
        List.of(door, runtime, agent, control, store, planner).forEach(node::add);
        node.reign().attach(throne);
        node.bolt().attach(throne);
        node.rank().attach(wallet);
        node.rank().attach(roads);
        node.start();
        kernel.runFor(SOON);
        return node;
    }

    void crash() {
        seams.crash();
        host = fresh();
    }

    CompletableFuture<Void> found() {
        wallet.give(CLUSTER, NODE, NodeRole.MANAGER);
        seams.disk("consensus").replace("current", new byte[1]);
        return host.found(CLUSTER, NODE, new Reach("0.0.0.0:2377", "10.0.0.5"))
                .toCompletableFuture();
    }

    CompletableFuture<Void> join(NodeRole role) {
        wallet.give(CLUSTER, NODE, role);
        roads.learn(
                List.of(
                        new ManagerAddress(NODE, "10.0.0.5:2377"),
                        new ManagerAddress(new NodeId("m1"), "10.0.0.1:2377"),
                        new ManagerAddress(new NodeId("m2"), "10.0.0.2:4000")));
        return host.join(CLUSTER, NODE, new Reach("0.0.0.0:2377", "10.0.0.5"))
                .toCompletableFuture();
    }

    void led() {
        found();
        throne.lead(true);
        kernel.runFor(SOON);
    }

    /** Scopes start side by side; within one the order is fixed. */
    static void checkOrder(List<String> told) {
        assertEquals(5, told.size());
        assertTrue(told.indexOf("store starts") < told.indexOf("control starts"));
        assertTrue(told.indexOf("agent starts") < told.indexOf("runtime starts"));
        assertEquals("planner starts", told.get(4));
    }
}
