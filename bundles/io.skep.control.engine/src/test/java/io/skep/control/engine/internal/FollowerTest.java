package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.MemoryTransport.Fate;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.Payload;
import io.skep.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands given to a manager that does not lead. Source: swarm-behaviour LF-1, RA-3. */
class FollowerTest {

    private static final String NO_LEADER =
            "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that"
                    + " too few managers are online. Make sure more than half of the managers are"
                    + " online.";

    @TempDir private Path directory;
    private Bench leader;
    private Bench follower;

    @BeforeEach
    void found() {
        leader = Bench.founded(directory);
        follower = leader.follower("f");
    }

    @Test
    void carriesCommandsOutOnTheLeaderAndShowsThemHere() {
        var receipt = follower.ok(creating("web"));

        assertTrue(leader.view().services().get(receipt.id()).isPresent());
        assertTrue(follower.view().services().get(receipt.id()).isPresent());
    }

    @Test
    void passesEveryKindOfCommandOn() {
        var secret = follower.ok(new Command.CreateSecret(Specs.secret("s"))).id();
        var network = follower.ok(new Command.CreateNetwork(Specs.network("n", false, true))).id();
        follower.ok(new Command.UsePlug("scheduler", "binpack"));
        var cluster = follower.view().cluster().orElseThrow();
        var token = cluster.trust().value().workerToken();
        follower.ok(
                new Command.UpdateCluster(
                        cluster.spec().version(), ClusterSpec.defaults(), true, false, false));
        follower.ok(new Command.RemoveSecret(secret));
        follower.ok(new Command.RemoveNetwork(network));

        var after = leader.view().cluster().orElseThrow();
        assertTrue(!after.trust().value().workerToken().equals(token));
        assertEquals("binpack", after.spec().value().plugs().get("scheduler"));
        assertTrue(leader.view().secrets().get(secret).isEmpty());
    }

    @Test
    void passesRefusalsOnAsTheyAre() {
        var refusal = follower.refused(new Command.RemoveService("web"));

        assertEquals("service web not found", refusal.getMessage());
        assertEquals(Code.NOT_FOUND, refusal.code());
    }

    @Test
    void asksAgainWhenTheLeaderDidNotHearIt() {
        follower.transport.fates.add(Fate.UNREACHABLE);

        follower.ok(creating("web"));

        assertEquals(2, follower.transport.questions);
        assertEquals(1, leader.view().services().size());
    }

    @Test
    void makesOnceWhatWasMadeThoughNobodyHeardOfIt() {
        follower.transport.fates.add(Fate.UNANSWERED);

        var receipt = follower.ok(creating("web"));

        assertEquals(1, leader.view().services().size());
        assertTrue(leader.view().services().get(receipt.id()).isPresent());
    }

    @Test
    void makesOnceWhatWasMadeBeforeAnotherOneLed() {
        follower.transport.fates.add(Fate.UNANSWERED);
        var creating = follower.room.submit(creating("web")).toCompletableFuture();
        leader.kernel.runFor(Duration.ofMillis(100));
        moveLeadership();

        var receipt = follower.await(creating);

        assertEquals(1, follower.view().services().size());
        assertTrue(follower.view().services().get(receipt.id()).isPresent());
    }

    @Test
    void removesOnceWhatWasRemovedBeforeAnotherOneLed() {
        follower.ok(creating("web"));
        follower.transport.fates.add(Fate.UNANSWERED);
        var removing = follower.room.submit(new Command.RemoveService("web")).toCompletableFuture();
        leader.kernel.runFor(Duration.ofMillis(100));
        moveLeadership();

        follower.await(removing);

        assertEquals(0, follower.view().services().size());
    }

    @Test
    void updatesOnceWhatWasUpdatedThoughNobodyHeardOfIt() {
        var id = follower.ok(creating("web")).id();
        var update = follower.updating(id, Specs.service("web"), "");
        follower.transport.fates.add(Fate.UNANSWERED);

        follower.ok(update);

        assertEquals(
                "rpc error: code = Unknown desc = update out of sequence",
                follower.refused(update).getMessage());
    }

    @Test
    void goesToWhoLeadsNow() {
        leader.store.lose();
        leader.quorum.leader = Optional.of(follower.transport.self());
        var creating = leader.room.submit(creating("web")).toCompletableFuture();
        leader.kernel.runFor(Duration.ofSeconds(1));
        follower.store.lead();
        leader.store.follow(follower.store);

        var receipt = leader.await(creating);

        assertTrue(follower.view().services().get(receipt.id()).isPresent());
        assertTrue(leader.view().services().get(receipt.id()).isPresent());
    }

    @Test
    void saysThatNobodyLeads() {
        leader.store.lose();
        follower.quorum.leader = Optional.empty();

        var refusal = follower.refused(creating("web"));

        assertEquals(NO_LEADER, refusal.getMessage());
    }

    @Test
    void saysThatNobodyLeadsThoughTheCommandMayHaveBeenCarriedOut() {
        follower.transport.fates.add(Fate.UNANSWERED);
        var creating = follower.room.submit(creating("web")).toCompletableFuture();
        leader.kernel.runFor(Duration.ofMillis(100));
        follower.quorum.leader = Optional.empty();

        leader.kernel.runFor(Duration.ofSeconds(10));

        assertTrue(creating.isDone());
        assertEquals(NO_LEADER, follower.refusal(creating).getMessage());
    }

    @Test
    void saysThatNobodyLeadsWhenALeaderLostItsMajorityWhileItRead() {
        leader.store.failLater(StoreException.Reason.TIMED_OUT);
        var reading = leader.room.read().toCompletableFuture();
        leader.store.lose();

        leader.store.failNow();

        assertEquals(NO_LEADER, leader.refusal(reading).getMessage());
    }

    @Test
    void saysThatNobodyKnowsWhatCameOfIt() {
        leader.store.fail(StoreException.Reason.TIMED_OUT);

        var refusal = follower.refused(creating("web"));

        assertEquals(
                "rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                refusal.getMessage());
    }

    @Test
    void waitsForALeaderWhenItReads() {
        follower.store.fail(StoreException.Reason.CLOSED);
        var reading = follower.room.read().toCompletableFuture();
        leader.kernel.runFor(Duration.ofSeconds(2));
        assertFalse(reading.isDone());
        follower.store.heal();

        assertEquals(leader.view().index(), follower.await(reading).index());
    }

    @Test
    void saysThatNobodyLeadsWhenItCannotRead() {
        follower.store.fail(StoreException.Reason.CLOSED);

        assertEquals(NO_LEADER, follower.refusal(follower.room.read()).getMessage());
    }

    @Test
    void answersManyAtOnce() {
        var all =
                List.of("a", "b", "c", "d").stream()
                        .map(name -> follower.room.submit(creating(name)).toCompletableFuture())
                        .toList();

        all.forEach(follower::await);

        assertEquals(4, leader.view().services().size());
        assertEquals(
                4, all.stream().map(CompletableFuture::join).map(Receipt::id).distinct().count());
    }

    private void moveLeadership() {
        follower.store.lead();
        leader.store.follow(follower.store);
        follower.quorum.leader = Optional.of(follower.transport.self());
    }

    private static Command creating(String name) {
        return new Command.CreateService(Specs.service(name), Payload.EMPTY);
    }
}
