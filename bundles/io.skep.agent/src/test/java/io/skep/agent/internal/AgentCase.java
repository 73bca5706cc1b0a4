package io.skep.agent.internal;

import static io.skep.agent.internal.Samples.assignment;
import static io.skep.agent.internal.Samples.description;

import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.TaskState;
import io.skep.transport.agent.Hello;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** An agent, the exchange, and a manager that the test plays. */
abstract class AgentCase {

    static final Duration SOON = Duration.ofMillis(20);
    static final Duration WITHIN_RETRY = Duration.ofMillis(500);

    static final NodeId LEADER = new NodeId("leader");

    final SimKernel kernel = new SimKernel(1);
    final SimSeams seams = kernel.node("n");
    final SimNet net = new SimNet(kernel, Duration.ZERO);
    final Manager manager = new Manager(net.of(LEADER), kernel.node("m").loop("manager"));
    Map<String, String> settings =
            Map.of("hostname", "box", "advertise", "10.0.0.5", "listen", "0.0.0.0:2377");
    NodeSlice slice = new NodeSlice();
    Agent agent;

    @BeforeEach
    void boot() {
        net.managers(LEADER);
        manager.serve();
        start();
    }

    void start() {
        var context =
                new DutyContext(Samples.ME, new ClusterId("c"), seams, Path.of("unused"), settings);
        slice = new NodeSlice();
        agent = new Agent(context, net.of(Samples.ME), slice);
        agent.start();
        kernel.settle();
    }

    void crash() {
        seams.crash();
        net.cut(Samples.ME);
        start();
    }

    void described() {
        crash();
        slice.describe(description("box"));
        kernel.runFor(SOON);
        manager.closed.clear();
    }

    void working() {
        described();
        manager.beatAfter(Duration.ofHours(1));
        manager.set(assignment("a", TaskState.RUNNING), assignment("b", TaskState.RUNNING));
        kernel.runFor(SOON);
    }

    Hello last() {
        return manager.hellos.get(manager.hellos.size() - 1);
    }
}
