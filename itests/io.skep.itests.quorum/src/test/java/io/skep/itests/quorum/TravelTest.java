package io.skep.itests.quorum;

import static io.skep.itests.quorum.Managers.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.quorum.Managers.Manager;
import io.skep.model.Writer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Somebody dies while a snapshot travels. {@code -Dskep.snapshot.mib=} says how large it is. */
@Timeout(1_800)
@EnabledIfSystemProperty(named = "skep.snapshot.mib", matches = "\\d+")
class TravelTest {

    private static final int MEBIBYTES = Integer.getInteger("skep.snapshot.mib", 50);
    private static final int PART = 1 << 18;
    private static final int PER_MEBIBYTE = (1 << 20) / PART;
    private static final int PIECE_MEBIBYTES = 9;
    private static final int MOST_TRAVELS = 3;
    private static final Duration CAUGHT_UP = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private Managers managers;

    @SuppressWarnings("NullAway.Init")
    TravelTest() {}

    @BeforeEach
    void open() {
        managers = new Managers(directory);
    }

    @AfterEach
    void close() throws Exception {
        managers.close();
    }

    @Test
    void C_20_aMemberThatLagsCatchesUpThoughItDiesMeanwhile() throws Exception {
        managers.form(3);
        fill();
        for (int tenth = 1; tenth <= 9; tenth++) {
            var lagging = fallenBehind();
            var before = managers.hub.heard(lagging.name);
            var begun = System.nanoTime();
            cutsAt(lagging.name, before, tenth);
            var again = lagging.again();
            isOnTheWay(again.name);
            again.kill();
            managers.hub.mend();

            again.again();
            caughtUp("the receiver", tenth, again.name, before, begun);
        }
    }

    @Test
    void C_20_aMemberThatLagsCatchesUpThoughWhoSendsDiesMeanwhile() throws Exception {
        managers.form(3);
        fill();
        for (int tenth = 1; tenth <= 9; tenth++) {
            var lagging = fallenBehind();
            var before = managers.hub.heard(lagging.name);
            var begun = System.nanoTime();
            cutsAt(lagging.name, before, tenth);
            var again = lagging.again();
            isOnTheWay(again.name);
            var sender = managers.leader();
            managers.hub.cut(sender.name);
            sender.kill();
            managers.hub.mend();

            sender.again();
            caughtUp("the sender", tenth, again.name, before, begun);
        }
    }

    private void fill() throws Exception {
        for (int number = 0; number < MEBIBYTES * PER_MEBIBYTE; number++) {
            put("part" + number);
        }
    }

    private void put(String name) throws Exception {
        var leader = managers.leader();
        await(
                leader.store.update(
                        Writer.CONTROL,
                        draft -> {
                            Samples.put(draft, name, PART);
                            return name;
                        }));
    }

    /**
     * A follower that is down while more than a piece of the log is written, twice, and what it
     * does not have is dropped: only whole pieces are.
     */
    private Manager fallenBehind() throws Exception {
        var lagging = managers.followers().get(0);
        managers.hub.cut(lagging.name);
        lagging.kill();
        managers.hub.mend();
        for (int snapshot = 0; snapshot < 2; snapshot++) {
            for (int number = 0; number < PIECE_MEBIBYTES * PER_MEBIBYTE; number++) {
                put("part" + number);
            }
            for (var manager : managers.all.values()) {
                await(manager.store.compact());
            }
        }
        return lagging;
    }

    /** So that the part that is there when somebody dies is neither more nor less. */
    private void cutsAt(String to, long before, int tenths) {
        managers.hub.cutAt(to, before + (MEBIBYTES * (1L << 20)) * tenths / 10);
    }

    private void isOnTheWay(String to) throws Exception {
        managers.waits("a part is there", () -> managers.hub.isCut(to));
    }

    private void caughtUp(String who, int tenth, String lagging, long before, long begun)
            throws Exception {
        managers.leader();
        managers.agree();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        var travels = (managers.hub.heard(lagging) - before) / (MEBIBYTES * (double) (1 << 20));
        System.out.printf(
                "figure C-20 %s died at %d tenths: %d ms, %.1f travels%n",
                who, tenth, took.toMillis(), travels);
        assertTrue(took.compareTo(CAUGHT_UP) < 0, "it took " + took);
        assertTrue(travels <= MOST_TRAVELS, "it travelled " + travels + " times");
        assertEquals(3, managers.leader().store.members().size());
    }
}
