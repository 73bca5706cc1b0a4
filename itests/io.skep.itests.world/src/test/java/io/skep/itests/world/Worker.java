package io.skep.itests.world;

import io.skep.agent.internal.AgentDuty;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.runtime.engine.internal.RuntimeDuty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A node that only works. */
final class Worker extends Member {

    private final NodeId id;

    Worker(World world, String name) {
        super(world, name);
        this.id = new NodeId(name);
    }

    @Override
    NodeId id() {
        return id;
    }

    @Override
    void boot() {
        var transport = world.net.port(id);
        var agent = new AgentDuty(transport);
        var runtime = new RuntimeDuty(agent);
        runtime.bind(machine);
        begin(List.of(agent, runtime));
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
