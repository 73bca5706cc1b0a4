package io.skep.dispatcher.internal;

import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Managers of whom one leads: its dispatcher works, the others send agents there. */
final class Managers {

    private final World world;
    private final SimQuorum quorum = new SimQuorum();
    private final SortedMap<NodeId, SimSeams> seams = new TreeMap<>();
    private final SortedMap<NodeId, Reception> receptions = new TreeMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    private Dispatcher dispatcher;
    private int terms;

    Managers(World world, NodeId... nodes) {
        this.world = world;
        world.net.managers(nodes);
        for (var node : nodes) {
            quorum.member(node);
            seams.put(node, world.kernel.node("manager-" + node));
            boot(node);
        }
        lead(nodes[0]);
    }

    /** How often leadership began. */
    int terms() {
        return terms;
    }

    private DutyContext context(NodeId node) {
        return new DutyContext(
                node, new ClusterId("c"), seams.get(node), Path.of("unused"), Map.of());
    }

    private void boot(NodeId node) {
        var reception = new Reception(context(node), world.net.of(node), quorum);
        reception.open();
        receptions.put(node, reception);
    }

    private void lead(NodeId node) {
        terms++;
        quorum.leads(node);
        dispatcher =
                new Dispatcher(
                        context(node),
                        world.store,
                        receptions.get(node),
                        address -> CompletableFuture.completedFuture(false));
        dispatcher.start();
    }

    /** A manager's process ends and comes again at once; when it led, somebody else does soon. */
    void crash() {
        var node = any();
        failures.addAll(seams.get(node).failures());
        seams.get(node).crash();
        world.net.crash(node);
        boot(node);
        if (quorum.leader().filter(node::equals).isPresent()) {
            elect();
        }
    }

    /** The leader steps down. */
    void move() {
        if (quorum.leader().isPresent()) {
            dispatcher.stop(Duration.ofSeconds(2));
            elect();
        }
    }

    private void elect() {
        quorum.leaderless();
        world.kernel.after(
                world.kernel.between(Duration.ofMillis(50), Duration.ofSeconds(3)),
                () -> lead(any()));
    }

    private NodeId any() {
        return List.copyOf(seams.keySet()).get(world.kernel.below(seams.size()));
    }

    /** What steps failed with, in all lives. */
    List<Throwable> failures() {
        var all = new ArrayList<>(failures);
        seams.values().forEach(each -> all.addAll(each.failures()));
        return all;
    }
}
