package io.skep.node.internal;

import io.skep.control.LocalNode;
import io.skep.control.Membership;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.node.internal.machine.Door;
import io.skep.node.internal.member.Member;
import io.skep.node.internal.member.Member.Stage;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to a node's {@link Life} for any thread. */
public final class Host implements Membership {

    private final Loop loop;
    private final Life life;

    /**
     * A node that has not started.
     *
     * @param directory its data directory, under which the disks of {@code seams} are
     * @param settings as {@link DutyContext} describes them
     */
    public Host(Seams seams, Path directory, Map<String, String> settings) {
        this.loop = seams.loop("node");
        this.life = new Life(seams, loop, directory, settings);
    }

    /** Goes on where it was before the process ended. */
    public void start() {
        loop.execute(life::begin);
    }

    /** A duty appeared. */
    public void add(Duty duty) {
        loop.execute(() -> life.roster().add(duty));
    }

    /** A duty goes; completes when it has stopped. */
    public CompletionStage<Void> remove(Duty duty) {
        var gone = new CompletableFuture<Void>();
        loop.execute(() -> life.roster().remove(duty).thenAccept(gone::complete));
        life.closed().thenAccept(gone::complete);
        return gone;
    }

    /** Whether it leads, which the store says. */
    Reign reign() {
        return life.reign();
    }

    /** Whether its disks are locked. */
    Bolt bolt() {
        return life.bolt();
    }

    /** Its role, which its credential says. */
    Rank rank() {
        return life.rank();
    }

    /** Stops every duty and then itself; containers are not touched. May be repeated. */
    public CompletionStage<Void> close() {
        loop.execute(life::close);
        return life.closed();
    }

    @Override
    public LocalNode local() {
        return life.local();
    }

    @Override
    public CompletionStage<Void> found(ClusterId cluster, NodeId node, Reach reach) {
        var wanted = member(cluster, node, reach).at(Stage.FOUNDING);
        return Promise.on(loop, () -> life.found(wanted));
    }

    @Override
    public Optional<String> obstacle(String listenAddr) {
        return Door.obstacle(listenAddr);
    }

    @Override
    public CompletionStage<Void> join(ClusterId cluster, NodeId node, Reach reach) {
        var wanted = member(cluster, node, reach);
        return Promise.on(loop, () -> life.join(wanted));
    }

    private static Member member(ClusterId cluster, NodeId node, Reach reach) {
        return new Member(
                node, cluster, reach.listen(), reach.advertise(), reach.dataPath(), Stage.JOINING);
    }

    @Override
    public CompletionStage<Void> refound(String listenAddr, String advertiseAddr) {
        return Promise.on(loop, () -> life.refound(listenAddr, advertiseAddr));
    }

    @Override
    public CompletionStage<Boolean> unlock(byte[] key) {
        return Promise.on(loop, () -> life.unlock(key));
    }

    @Override
    public CompletionStage<Void> leave() {
        return Promise.on(loop, life::leave);
    }
}
