package io.skep.itests.quorum;

import static io.skep.itests.quorum.Managers.await;
import static io.skep.itests.quorum.Managers.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.quorum.Hub.Weather;
import io.skep.itests.quorum.Managers.Manager;
import io.skep.model.NodeId;
import io.skep.model.Writer;
import io.skep.store.Draft;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows of consensus-and-faults 4.4 that have a moment of their own, one test each. */
@Timeout(180)
class RowsTest {

    private static final Duration WRITABLE = Duration.ofSeconds(10);
    private static final int ONCE = Integer.getInteger("skep.once", 300);

    @TempDir private Path directory;
    private Managers managers;

    @SuppressWarnings("NullAway.Init")
    RowsTest() {}

    @BeforeEach
    void open() {
        managers = new Managers(directory);
    }

    @AfterEach
    void close() throws Exception {
        managers.close();
    }

    @Test
    void C_08_whatAnOldLeaderNeverGotAcknowledgedIsNeverAppliedThoughOthersCompacted()
            throws Exception {
        managers.form(3);
        var old = managers.leader();
        await(old.write("before"));
        managers.hub.cut(old.name);
        var lost = new ArrayList<CompletionStage<String>>();
        for (int number = 0; number < 20; number++) {
            lost.add(old.write("lost" + number));
        }
        var next = managers.leaderBut(old.name);
        for (int snapshot = 0; snapshot < 2; snapshot++) {
            for (int number = 0; number < 50; number++) {
                await(next.write("after" + snapshot + "-" + number));
            }
            for (var manager : managers.all.values()) {
                if (manager != old) {
                    await(manager.store.compact());
                }
            }
        }

        managers.hub.mend();

        managers.agree();
        for (var write : lost) {
            assertNotEquals("done", outcome(write));
        }
        assertTrue(Samples.names(old.store.view()).stream().noneMatch(it -> it.startsWith("lost")));
        assertEquals(101, Samples.names(old.store.view()).size());
        assertEquals(List.of(), managers.ledger.faults());
    }

    @Test
    void C_19_aWipedMemberWithItsOldNameHasNoVote() throws Exception {
        managers.form(3);
        var leader = managers.leader();
        await(leader.write("x"));
        var wiped = managers.followers().get(0);
        var third = managers.followers().get(1);
        wiped.kill();
        wiped.wipe();
        leader.kill();

        var again = managers.begin(wiped.name);
        var refused = third.write("y");

        assertNotEquals("done", outcome(refused));
        assertFalse(again.store.leading());
        assertFalse(third.store.leading());
        leader.again();
        await(managers.leader().write("z"));
        assertTrue(managers.leader().has("x"));
    }

    @Test
    void C_22_withoutAMajorityNothingIsWrittenAndSoonAfterItIsBackEverythingIs() throws Exception {
        managers.form(3);
        await(managers.leader().write("x"));
        var leader = managers.leader();
        var dead = managers.followers();
        for (var manager : dead) {
            managers.hub.cut(manager.name);
            manager.kill();
        }

        var writes = new ArrayList<CompletionStage<String>>();
        for (int number = 0; number < 5; number++) {
            writes.add(leader.write("lonely" + number));
        }
        managers.waits(leader.name + " leads no more", () -> !leader.store.leading());
        var read = leader.store.read();

        assertNotEquals("done", outcome(leader.write("late")));
        assertNotEquals("done", outcome(read), "a read without a majority");
        var acknowledged = writes.stream().filter(RowsTest::isDone).count();
        assertEquals(0, acknowledged, "acknowledged by one of three");
        managers.hub.mend();
        var back = System.nanoTime();
        for (var manager : dead) {
            manager.again();
        }
        await(managers.leader().write("y"));
        var took = Duration.ofNanos(System.nanoTime() - back);
        assertTrue(took.compareTo(WRITABLE) < 0, "writable after " + took);
        managers.agree();
        assertTrue(managers.leader().has("x"));
    }

    private static boolean isDone(CompletionStage<?> stage) {
        var future = stage.toCompletableFuture();
        return future.isDone() && !future.isCompletedExceptionally();
    }

    @Test
    void C_23_whatIsAskedForAgainWhileAnswersGetLostAndLeadersChangeIsThereOnce() throws Exception {
        managers.form(3);
        managers.hub.weather(new Weather(5, 20, 1));
        var names = new ArrayList<String>();
        for (int number = 0; number < ONCE; number++) {
            var name = "once" + number;
            names.add(name);
            if (number % 60 == 30) {
                var leader = managers.leader();
                var to = managers.followers().get(0);
                leader.store.transfer(new NodeId(to.name), WRITABLE);
            }
            untilDone(name);
        }
        managers.hub.mend();
        managers.agree();

        assertEquals(
                names.stream().sorted().toList(), Samples.names(managers.leader().store.view()));
        var applied = managers.ledger.log().stream().map(it -> it.key()).toList();
        assertEquals(names, applied);
    }

    /** Asks again after every answer that leaves it open, five times at most. */
    private void untilDone(String name) throws Exception {
        int open = 0;
        while (open < 5) {
            var answer =
                    outcome(
                            managers.leader()
                                    .store
                                    .update(Writer.CONTROL, draft -> once(draft, name)));
            if (answer.equals("done")) {
                return;
            }
            open += answer.equals("TIMED_OUT") ? 1 : 0;
            managers.pass(Duration.ofMillis(20));
        }
        throw new AssertionError("not even the fifth time: " + name);
    }

    private static String once(Draft draft, String name) {
        if (!Samples.has(draft, name)) {
            Samples.set(draft, name, "there");
        }
        return name;
    }

    @Test
    void C_24_whatIsTooLargeIsRefusedAndTheLogGoesOn() throws Exception {
        managers.form(3);

        assertEquals("done", answered(leader -> large(leader, "most", 1_490 * 1_024)));
        assertEquals("TOO_LARGE", answered(leader -> large(leader, "more", 1_546 * 1_024)));
        assertEquals("TOO_LARGE", answered(leader -> many(leader, 10_000)));
        assertEquals("done", answered(leader -> many(leader, 200)));

        assertEquals("done", answered(leader -> leader.write("x")));
        managers.agree();
        assertEquals(205, Samples.names(managers.followers().get(0).store.view()).size());
    }

    /** By who leads: while processors are short that may be another one the next moment. */
    private String answered(Function<Manager, CompletionStage<?>> write) throws Exception {
        var answer = outcome(write.apply(managers.leader()));
        while (answer.equals("NOT_LEADER")) {
            managers.pass(Duration.ofMillis(20));
            answer = outcome(write.apply(managers.leader()));
        }
        return answer;
    }

    private static CompletionStage<String> large(Manager leader, String name, int bytes) {
        return leader.store.update(
                Writer.CONTROL,
                draft -> {
                    // a config has half a megabyte at most, so several; seven bytes need eight
                    for (int part = 0; part < 4; part++) {
                        Samples.put(draft, name + part, bytes / 4 / 8 * 7);
                    }
                    return name;
                });
    }

    private static CompletionStage<String> many(Manager leader, int count) {
        return leader.store.update(
                Writer.CONTROL,
                draft -> {
                    for (int number = 0; number < count; number++) {
                        Samples.put(draft, "many" + number);
                    }
                    return "many";
                });
    }
}
