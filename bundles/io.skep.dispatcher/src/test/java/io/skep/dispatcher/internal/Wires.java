package io.skep.dispatcher.internal;

import io.skep.agent.internal.Agent;
import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.net.Passage;
import io.skep.model.net.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A node with the real agent, whose networks are made when a test says so. */
final class Wires {

    final NodeSlice slice = new NodeSlice();

    Wires(Rig rig, NodeId node) {
        var seams = rig.kernel.node(node.value());
        var context =
                new DutyContext(
                        node,
                        new ClusterId("c"),
                        seams,
                        Path.of("unused"),
                        Map.of("advertise", "10.0.0." + node.value().length()));
        new Agent(context, rig.net.of(node), slice).start();
        rig.kernel.settle();
        slice.describe(Samples.description(node.value()));
        rig.soon();
    }

    void realise() {
        slice.realised(slice.wiring().number());
    }

    Optional<Passage> passage(String task) {
        return slice.wiring().passage(Samples.task(task));
    }

    boolean connected(String task) {
        return passage(task).filter(Passage::connected).isPresent();
    }

    Duration drain(String task) {
        return passage(task).orElseThrow().drain();
    }

    boolean released(String task) {
        return passage(task).filter(Passage::released).isPresent();
    }

    Traffic traffic(String key) {
        return slice.wiring().endpoints().get(key).orElseThrow().traffic();
    }
}
