package io.skep.itests.quorum;

import static io.skep.itests.quorum.Managers.PATIENCE;
import static io.skep.itests.quorum.Managers.await;
import static io.skep.itests.quorum.Managers.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.quorum.Managers.Manager;
import io.skep.model.NodeId;
import io.skep.model.Writer;
import io.skep.store.Draft;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Managers that come, go, die and are cut off, and what was acknowledged meanwhile. */
@Timeout(120)
class QuorumTest {

    @TempDir private Path directory;
    private Managers managers;

    @SuppressWarnings("NullAway.Init")
    QuorumTest() {}

    @BeforeEach
    void open() {
        managers = new Managers(directory);
    }

    @AfterEach
    void close() throws Exception {
        managers.close();
    }

    @Test
    void formsByJoiningOneByOneAndEverybodyReadsWhatWasWritten() throws Exception {
        managers.form(5);

        await(managers.leader().write("x"));

        for (var manager : managers.all.values()) {
            assertTrue(Samples.has(await(manager.store.read()), "x"), manager.name);
            assertEquals(5, manager.store.members().size(), manager.name);
            assertEquals(Optional.of(new NodeId("m1")), manager.store.leader(), manager.name);
        }
    }

    @Test
    void knowsWhereTheMembersAre() throws Exception {
        managers.form(3);
        managers.agree();

        managers.waits("m1 knows m3", () -> managers.hub.known("m1").size() == 3);
        assertEquals("m3:2377", managers.leader().store.members().get(new NodeId("m3")));
    }

    @Test
    void aNewcomerNeitherVotesNorLeadsBeforeItIsTakenIn() throws Exception {
        managers.form(1);
        var waiting = managers.begin("m2");

        await(managers.leader().write("x"));

        assertFalse(waiting.has("x"));
        assertFalse(waiting.store.leading());
        assertEquals("NOT_LEADER", outcome(waiting.write("y")));
        managers.change(managers.with("m2"));
        managers.agree();
        assertTrue(waiting.has("x"));
    }

    @Test
    void aNewcomerThatIsNotThereIsNotTakenIn() throws Exception {
        managers.form(1);
        var wanted = new TreeMap<>(managers.leader().store.members());
        wanted.put(new NodeId("nobody"), "nobody:2377");

        var changed = managers.leader().store.change(wanted, PATIENCE);

        assertEquals("TIMED_OUT", outcome(changed));
        assertEquals(1, managers.leader().store.members().size());
        assertEquals("done", outcome(managers.leader().write("x")));
    }

    @Test
    void C_04_anotherLeadsWhenTheLeaderDiesAndNothingAcknowledgedIsLost() throws Exception {
        managers.form(3);
        var leader = managers.leader();
        var written = new ArrayList<CompletionStage<String>>();
        for (int number = 0; number < 50; number++) {
            written.add(leader.write("w" + number));
        }
        await(written.get(20));
        managers.hub.cut(leader.name);
        var acknowledged =
                written.stream()
                        .filter(it -> it.toCompletableFuture().isDone())
                        .filter(it -> !it.toCompletableFuture().isCompletedExceptionally())
                        .map(it -> it.toCompletableFuture().join())
                        .toList();

        leader.kill();
        managers.hub.mend(leader.name);
        var next = managers.leader();
        await(next.write("after"));

        var view = await(next.store.read());
        assertEquals(
                List.of(), acknowledged.stream().filter(it -> !Samples.has(view, it)).toList());
        leader.again();
        managers.agree();
    }

    /** Who is elected while a removal is under way goes on sending to who is let go. */
    @Test
    void C_18_whoWasLetGoWhileLeadersChangedComesBack() throws Exception {
        managers.form(3);
        var first = managers.leader();
        var goes = managers.followers().get(0);
        managers.hub.cut(managers.followers().get(1).name);
        outcome(first.store.change(managers.without(goes.name), Duration.ofSeconds(3)));
        managers.waits("it leads without a majority", () -> !first.store.leading());
        managers.hub.mend();
        var next = managers.leader();
        managers.waits("it is let go", () -> next.store.members().size() == 2);
        goes.kill();
        goes.wipe();
        managers.begin(goes.name);

        var wanted = managers.with(goes.name);
        var outcomes = new ArrayList<String>();
        while (outcomes.size() < 5 && !outcomes.contains("done")) { // as roles are kept in step
            outcomes.add(outcome(managers.leader().store.change(wanted, PATIENCE)));
            managers.pass(Duration.ofSeconds(1));
        }

        assertTrue(outcomes.contains("done"), outcomes::toString);
        await(managers.leader().write("x"));
        managers.agree();
    }

    @Test
    void aMemberThatRestartsIsWhoItWas() throws Exception {
        managers.form(3);
        await(managers.leader().write("x"));
        for (var manager : List.copyOf(managers.all.values())) {
            manager.kill();
        }

        for (var name : List.of("m1", "m2", "m3")) {
            restart(name);
        }

        await(managers.leader().write("y"));
        managers.agree();
        assertEquals(3, managers.leader().store.members().size());
        assertTrue(managers.leader().has("x"));
    }

    private void restart(String name) throws Exception {
        managers.restart(name);
    }

    @Test
    void C_19_aWipedMemberCatchesUpBySnapshotInPieces() throws Exception {
        managers.form(3);
        var wiped = managers.followers().get(0);
        wiped.kill();
        wiped.wipe();
        managers.change(managers.without(wiped.name));
        var leader = managers.leader();
        for (int number = 0; number < 7; number++) {
            large(leader, "large" + number);
        }
        await(leader.store.compact());
        await(leader.write("small"));
        await(leader.store.compact());

        managers.begin(wiped.name);
        managers.change(managers.with(wiped.name));

        managers.agree();
        assertTrue(managers.hub.largest(wiped.name) < (1 << 20) + 4_096, "" + managers.hub);
    }

    private static void large(Manager leader, String id) throws Exception {
        for (int part = 0; part < 4; part++) {
            var name = id + "-" + part;
            await(
                    leader.store.update(
                            Writer.CONTROL,
                            draft -> {
                                Samples.put(draft, name, 400_000);
                                return name;
                            }));
        }
    }

    @Test
    void letsAMemberGoAndTakesItInAgain() throws Exception {
        managers.form(3);
        var gone = managers.followers().get(0);
        managers.change(managers.without(gone.name));
        await(managers.leader().write("x"));

        managers.waits(
                gone.name + " knows it",
                () -> !gone.store.members().containsKey(new NodeId(gone.name)));
        assertFalse(gone.store.leading());
        assertNotEquals("done", outcome(gone.write("y")));
        gone.kill();
        gone.wipe();
        managers.join(gone.name);

        await(managers.leader().write("z"));
        managers.agree();
        assertEquals(3, managers.leader().store.members().size());
    }

    @Test
    void letsTheLeaderGoAfterItHandedOver() throws Exception {
        managers.form(3);
        var old = managers.leader();
        await(old.write("x"));
        var next = managers.followers().get(0);

        await(old.store.transfer(new NodeId(next.name), PATIENCE));
        managers.waits(next.name + " leads", next.store::leading);
        managers.change(managers.without(old.name));
        await(managers.leader().write("y"));

        assertTrue(next.has("x") && next.has("y"));
        assertEquals(2, next.store.members().size());
        assertFalse(old.store.leading());
    }

    @Test
    void growsToThreeAndShrinksToOneThatStartsQuickly() throws Exception {
        managers.form(3);
        var last = managers.leader();
        for (var other : managers.followers()) {
            managers.change(managers.without(other.name));
            other.kill();
        }
        await(last.write("x"));
        last.kill();

        var begun = System.nanoTime();
        var again = last.again();
        managers.waits("it leads", again.store::leading);

        var took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(again.has("x"));
        assertEquals(1, again.store.members().size());
        assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "took " + took);
    }

    @Test
    void C_07_aLeaderThatIsCutOffNeitherWritesNorReads() throws Exception {
        managers.form(3);
        var old = managers.leader();
        await(old.write("x"));

        managers.hub.cut(old.name);
        var lost = old.write("lost");
        var next = managers.leaderBut(old.name);
        await(next.write("y"));
        var read = old.store.read();

        assertNotEquals("done", outcome(read), "a stale read");
        managers.hub.mend(old.name);
        managers.agree();
        assertNotEquals("done", outcome(lost));
        assertFalse(old.has("lost"));
        assertTrue(old.has("y"));
    }

    @Test
    void C_23_whatIsWrittenAgainAfterALostAnswerIsThereOnce() throws Exception {
        managers.form(3);
        for (int round = 0; round < 3; round++) {
            var leader = managers.leader();
            var name = "once" + round;
            var first = leader.store.update(Writer.CONTROL, draft -> once(draft, name));
            var next = managers.followers().get(0);
            leader.store.transfer(new NodeId(next.name), PATIENCE);
            outcome(first);
            managers.waits("another leads", next.store::leading);

            await(managers.leader().store.update(Writer.CONTROL, draft -> once(draft, name)));
        }
        managers.agree();

        assertEquals(
                List.of("once0", "once1", "once2"), Samples.names(managers.leader().store.view()));
    }

    private static String once(Draft draft, String name) {
        if (!Samples.has(draft, name)) {
            Samples.put(draft, name);
        }
        return name;
    }
}
