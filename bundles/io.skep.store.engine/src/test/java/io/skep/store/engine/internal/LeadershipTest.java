package io.skep.store.engine.internal;

import static io.skep.store.engine.internal.Rig.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.tck.consensus.memory.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three managers, and what becomes of updates and reads when the leader changes. */
class LeadershipTest {

    @TempDir private Path directory;
    private Rig rig;

    @SuppressWarnings("NullAway.Init")
    LeadershipTest() {}

    @BeforeEach
    void start() {
        rig = new Rig(3, directory, "a", "b", "c");
        rig.start();
    }

    @AfterEach
    void nothingFailed() {
        rig.assertNothingFailed();
    }

    @Test
    void oneLeadsAndTheOthersRefuse() {
        var leader = rig.leader();

        for (var manager : rig.managers.values()) {
            var result = manager.write(manager.name);
            rig.pass(Rig.SOON);
            assertEquals(manager == leader ? manager.name : "NOT_LEADER", outcome(result));
        }
    }

    @Test
    void STO_5_membersAtTheSameIndexHaveTheSameDigest() {
        var leader = rig.leader();
        leader.write("x");
        leader.write("y");
        rig.pass(Rig.SOON);

        for (var manager : rig.managers.values()) {
            assertEquals(2, manager.state().index());
            assertEquals(leader.digest(), manager.digest());
        }
    }

    @Test
    void tellsListenersAtOnceAndOfEveryChange() {
        var leader = rig.leader();
        var heard = new ArrayList<Boolean>();
        var watch = leader.store.onLeadership(leader.loop(), heard::add);
        rig.pass(Rig.SOON);

        rig.group.forbidElections();
        rig.group.loseLeadership();
        rig.pass(Rig.SOON);
        rig.group.allowElections();
        rig.pass(Rig.SOON);
        watch.cancel();
        rig.group.loseLeadership();
        rig.pass(Rig.SOON);

        assertEquals(List.of(true, false, true), heard);
    }

    @Test
    void leadsOnlyWhenEverythingBeforeItsTermIsApplied() {
        var leader = rig.leader();
        var other = rig.managers.values().stream().filter(it -> it != leader).findFirst().get();
        rig.group.isolate(other.name);
        leader.write("x");
        rig.pass(Rig.SOON);
        assertFalse(other.has("x"));
        var seen = new ArrayList<Boolean>();
        other.store.onLeadership(other.loop(), leads -> seen.add(leads && !other.has("x")));

        rig.group.heal(other.name);
        rig.group.isolate(leader.name);
        rig.managers.values().stream()
                .filter(it -> it != leader && it != other)
                .forEach(Rig.Manager::crash);
        rig.group.heal(leader.name);
        rig.pass(Duration.ofSeconds(5));

        assertFalse(seen.contains(true));
        assertTrue(other.has("x"));
    }

    @Test
    void anUpdateThatComesWhileALeaderCatchesUpWaitsInsteadOfBeingRefused() {
        rig.leader();
        rig.group.delay(() -> Duration.ofMillis(100));
        rig.group.loseLeadership();
        rig.pass(Duration.ofMillis(10));
        var next = rig.managers.get(rig.group.leader());
        assertFalse(next.leads());

        var written = next.write("x");
        rig.pass(Duration.ofSeconds(1));

        assertEquals("x", outcome(written));
    }

    @Test
    void whatALostLeaderWroteIsKnownWhenItIsApplied() {
        rig.group.delay(() -> Duration.ofMillis(100));
        var leader = rig.leader();
        rig.group.next(Fate.COMMITTED_UNHEARD);
        var result = leader.write("x");
        rig.pass(Duration.ofMillis(10));

        rig.group.loseLeadership();
        rig.pass(Duration.ofSeconds(2));

        assertEquals("x", outcome(result));
    }

    @Test
    void whatALostLeaderDidNotWriteIsKnownWhenAnotherLeads() {
        rig.group.delay(() -> Duration.ofMillis(100));
        var leader = rig.leader();
        rig.group.next(Fate.LOST);
        var result = leader.write("x");
        rig.pass(Duration.ofMillis(10));

        rig.group.isolate(leader.name);
        rig.pass(Duration.ofSeconds(2));
        assertEquals("waits", outcome(result));
        rig.group.heal(leader.name);
        rig.pass(Duration.ofSeconds(2));

        assertEquals("NOT_LEADER", outcome(result));
        rig.managers.values().forEach(manager -> assertFalse(manager.has("x")));
    }

    @Test
    void whatALostLeaderWroteIsKnownAlsoBehindASnapshot() {
        assertEquals("x", behindASnapshot(Fate.COMMITTED_UNHEARD));
        rig.managers.values().forEach(manager -> assertTrue(manager.has("x")));
    }

    @Test
    void whatALostLeaderDidNotWriteIsKnownAlsoBehindASnapshot() {
        assertEquals("NOT_LEADER", behindASnapshot(Fate.LOST));
        rig.managers.values().forEach(manager -> assertFalse(manager.has("x")));
    }

    @Test
    void aLostLeaderIsQuietOnceEverybodyHasAnAnswer() {
        rig.group.delay(() -> Duration.ofMillis(100));
        var lost = rig.leader();
        rig.group.next(Fate.LOST, Fate.LOST);
        var first = lost.write("x");
        var second = lost.write("y");
        rig.pass(Duration.ofMillis(10));
        rig.group.forbidElections();
        rig.group.loseLeadership();
        rig.pass(Duration.ofSeconds(40));
        assertEquals("TIMED_OUT", outcome(first));
        assertEquals("TIMED_OUT", outcome(second));
        var steps = rig.kernel.steps();

        rig.pass(Duration.ofSeconds(60));

        assertEquals(steps, rig.kernel.steps());
        rig.group.allowElections();
        var after = rig.leader().write("z");
        rig.pass(Duration.ofSeconds(1));
        assertEquals("z", outcome(after));
    }

    private String behindASnapshot(Fate fate) {
        rig.group.delay(() -> Duration.ofMillis(100));
        var lost = rig.leader();
        rig.group.next(fate);
        var result = lost.write("x");
        rig.pass(Duration.ofMillis(10));
        rig.group.isolate(lost.name);
        rig.pass(Rig.SOON);
        var next = rig.leader();
        next.write("y");
        rig.pass(Rig.SOON);
        next.store.compact();
        rig.pass(Rig.SOON);

        rig.group.heal(lost.name);
        rig.pass(Rig.SOON);

        assertTrue(rig.group.entries().isEmpty());
        assertTrue(lost.has("y"));
        return outcome(result);
    }

    @Test
    void aFollowersReadShowsWhatTheLeaderAcknowledged() {
        rig.group.delay(() -> Duration.ofMillis(20));
        var leader = rig.leader();
        var written = leader.write("x");
        rig.kernel.runUntil(written::isDone, Rig.LONG);

        for (var manager : rig.managers.values()) {
            var read = manager.read();
            rig.kernel.runUntil(read::isDone, Rig.LONG);
            assertTrue(read.join().configs().get("x").isPresent(), manager.name);
        }
    }

    @Test
    void aManagerThatIsCutOffReadsNothing() {
        var leader = rig.leader();
        rig.group.isolate(leader.name);

        var read = leader.read();
        rig.pass(Duration.ofSeconds(12));

        assertEquals("TIMED_OUT", outcome(read));
    }

    @Test
    void aManagerFarBehindInstallsASnapshot() {
        var leader = rig.leader();
        var other = rig.managers.values().stream().filter(it -> it != leader).findFirst().get();
        var diary = new Rig.Diary();
        other.store.watch(other.loop(), diary);
        rig.group.isolate(other.name);
        leader.write("x");
        leader.write("y");
        rig.pass(Rig.SOON);
        var compacted = leader.store.compact().toCompletableFuture();
        rig.pass(Rig.SOON);
        assertEquals("null", outcome(compacted));

        rig.group.heal(other.name);
        rig.pass(Rig.SOON);
        leader.write("z");
        rig.pass(Rig.SOON);

        assertEquals(List.of("lagged 2", "commit 3"), diary.lines);
        assertEquals(leader.digest(), other.digest());
    }
}
