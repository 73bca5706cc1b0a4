package io.skep.itests.world;

import io.skep.agent.internal.AgentDuty;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A node that only works. */
final class Worker extends Member {

    private final NodeId id;
    private RuntimeRoom runtime;

    Worker(World world, String name) {
        super(world, name);
        this.id = new NodeId(name);
        this.runtime = new RuntimeRoom(new AgentDuty(world.net.port(id)));
    }

    @Override
    NodeId id() {
        return id;
    }

    @Override
    RuntimeRoom runtime() {
        return runtime;
    }

    @Override
    void boot() {
        var transport = world.net.port(id);
        var agent = new AgentDuty(transport);
        runtime = new RuntimeRoom(agent);
        runtime.plugIn(machine);
        begin(List.of(agent, new NetworkRoom(agent), runtime));
    }

    private void begin(List<Duty> left) {
        if (!left.isEmpty()) {
            var context =
                    new DutyContext(
                            id,
                            new ClusterId("cluster"),
                            seams,
                            Path.of("nowhere"),
                            Map.of("runtime", "memory", "hostname", name));
            left.get(0).start(context).thenRun(() -> begin(left.subList(1, left.size())));
        }
    }
}
