package io.skep.itests.world;

import io.skep.control.engine.internal.object.Overlay;
import io.skep.itests.sim.SimKernel;
import io.skep.model.ClusterId;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Draft;
import io.skep.tck.consensus.memory.MemoryGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster in one thread: everything in it happens in the kernel's steps. */
final class World {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int REPLAN_EVERY = 7;

    final SimKernel kernel;
    final Net net;
    final MemoryGroup group = new MemoryGroup();
    final Blame blame;
    final Chronicle chronicle;
    final Loop watching;
    final Manager manager;
    final List<Worker> workers;
    final Replan replan;
    private final List<String> log = new ArrayList<>();

    World(long seed, Path directory, int workers) {
        kernel = new SimKernel(seed);
        net = new Net(kernel);
        blame = new Blame(seed, this::moment);
        chronicle = new Chronicle(blame);
        watching = kernel.node("watcher").loop("watch");
        manager = new Manager(this, directory);
        this.workers =
                IntStream.range(0, workers).mapToObj(i -> new Worker(this, "worker" + i)).toList();
        replan = new Replan(blame, manager.life().stages().all(), seed);
        chronicle.check(new Laws(blame)::check);
        chronicle.check(this::replan);
    }

    /** Forms a cluster of all nodes. */
    void begin() {
        net.manager(manager.id());
        manager.start();
        kernel.runFor(Duration.ofSeconds(1));
        await(manager.found(new ClusterId("cluster")));
        await(manager.life().store().update(Writer.CONTROL, this::sow));
        workers.forEach(Worker::start);
    }

    Stream<Member> members() {
        return Stream.concat(Stream.of(manager), workers.stream());
    }

    /** Lets time pass until something is done. */
    <T> T await(CompletionStage<T> stage) {
        var done = stage.toCompletableFuture();
        kernel.runUntil(done::isDone, SOON);
        return done.join();
    }

    void log(String what) {
        log.add(moment() + " " + what);
    }

    List<String> log() {
        return log;
    }

    private String moment() {
        return kernel.elapsed() + " #" + chronicle.newest().index();
    }

    private void replan(Commit commit) {
        if (commit.stamp().index() % REPLAN_EVERY == 0) {
            replan.check((io.skep.model.State) commit.after(), commit.stamp().at());
        }
    }

    private boolean sow(Draft draft) {
        draft.put(Part.CLUSTER_SPEC, new ClusterId("cluster"), ClusterSpec.defaults());
        draft.put(Part.NETWORK_SPEC, new NetworkId("ingress"), Overlay.ingress());
        draft.put(Part.NODE_SPEC, manager.id(), role(NodeRole.MANAGER));
        for (var worker : workers) {
            draft.put(Part.NODE_SPEC, worker.id(), role(NodeRole.WORKER));
        }
        return true;
    }

    private static NodeSpec role(NodeRole role) {
        return new NodeSpec("", Map.of(), role, Availability.ACTIVE);
    }

    /** The node of that name. */
    Member member(NodeId node) {
        return members().filter(member -> member.id().equals(node)).findFirst().orElseThrow();
    }
}
