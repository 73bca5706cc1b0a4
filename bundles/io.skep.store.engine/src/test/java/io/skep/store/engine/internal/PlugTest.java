package io.skep.store.engine.internal;

import static io.skep.store.engine.internal.Rig.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.consensus.Entry;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.seam.vault.SealException;
import io.skep.store.engine.internal.plug.Generation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consensus plug: which one, in which directory, and what holds while it is gone. */
class PlugTest {

    private static final int SNAPSHOTS = 10;

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    PlugTest() {}

    @Test
    void theFirstStartKeepsWhichPlugHasTheData() {
        var rig = Rig.alone(directory);

        var current = rig.a().seams.disk("consensus").read(Generation.CURRENT).orElseThrow();

        assertEquals("1-memory\n", new String(current, StandardCharsets.UTF_8));
        assertEquals("memory", rig.a().store.wanted());
    }

    @Test
    void anotherPlugInTheSettingsDoesNotTouchTheData() {
        var rig = Rig.alone(directory);
        rig.a().write("x");
        rig.pass(Rig.SOON);
        rig.a().stop();

        rig.a().begin("other");
        rig.pass(Rig.SOON);

        assertEquals("memory", rig.a().store.wanted());
        assertTrue(rig.a().has("x"));
    }

    @Test
    void aWishForAnotherPlugChangesNothingOnALiveCluster() {
        var rig = Rig.alone(directory);
        rig.a()
                .update(
                        Writer.CONTROL,
                        draft -> {
                            var spec = Samples.cluster().withPlug("consensus", "other");
                            draft.put(Part.CLUSTER_SPEC, Samples.CLUSTER, spec);
                            return "wished";
                        });
        var result = rig.a().write("x");
        rig.pass(Rig.SOON);

        assertEquals("x", outcome(result));
        assertEquals("memory", rig.a().store.wanted());
        assertEquals("live", rig.a().store.rows().get(0).state());
    }

    @Test
    void doesNotStartWhenItIsNotKnownWhoHasTheData() {
        var rig = new Rig(1, directory, "a");
        rig.a()
                .seams
                .disk("consensus")
                .replace(Generation.CURRENT, "???".getBytes(StandardCharsets.UTF_8));

        var started = rig.a().start();
        rig.pass(Rig.SOON);

        assertTrue(outcome(started).contains("CURRENT"), outcome(started));
        assertEquals("CLOSED", outcome(rig.a().write("x")));
    }

    @Test
    void doesNotStartWithoutItsPlugAndStartsWhenItIsThere() {
        var rig = new Rig(1, directory, "a");
        rig.a().plugOut();

        var started = rig.a().start();
        rig.pass(Duration.ofSeconds(45));
        assertTrue(outcome(started).contains("memory"), outcome(started));
        assertEquals("CLOSED", outcome(rig.a().write("x")));

        rig.a().plugIn();
        var again = rig.a().start();
        rig.pass(Rig.SOON);
        assertEquals("null", outcome(again));
        assertTrue(rig.a().leads());
    }

    @Test
    void withoutThePlugsBundleTheViewStaysAndUpdatesAreRefused() {
        var rig = Rig.alone(directory);
        rig.a().write("x");
        rig.pass(Rig.SOON);

        rig.a().plugOut();

        assertTrue(rig.a().has("x"));
        assertFalse(rig.a().leads());
        var refused = rig.a().write("y");
        var read = rig.a().read();
        rig.pass(Rig.SOON);
        assertEquals("CLOSED", outcome(refused));
        assertEquals("CLOSED", outcome(read));
    }

    @Test
    void thePlugsBundleComesBackAndNothingIsLost() {
        var rig = Rig.alone(directory);
        var diary = new Rig.Diary();
        rig.a().store.watch(rig.a().loop(), diary);
        rig.a().write("x");
        rig.pass(Rig.SOON);
        var under = rig.a().write("y");

        rig.a().plugOut();
        rig.a().plugIn();
        rig.pass(Duration.ofSeconds(2));
        var after = rig.a().write("z");
        rig.pass(Rig.SOON);

        assertEquals("z", outcome(after));
        assertEquals("y", outcome(under));
        assertEquals(List.of("commit 1", "commit 2", "commit 3"), diary.lines);
        rig.assertNothingFailed();
    }

    @Test
    void C_12_aPlugThatCannotGoOnIsOpenedAnewAndNothingIsLost() {
        var rig = Rig.alone(directory);
        rig.a().write("x");
        rig.pass(Rig.SOON);

        rig.a().store.engine().orElseThrow().broke("its disk is full");
        rig.pass(Duration.ofSeconds(1));
        var refused = rig.a().write("y");
        rig.pass(Duration.ofSeconds(10));
        var taken = rig.a().write("z");
        rig.pass(Rig.SOON);

        assertEquals("CLOSED", outcome(refused));
        assertEquals("z", outcome(taken));
        assertTrue(rig.a().has("x"));
        assertEquals("memory", rig.a().store.wanted());
        rig.assertNothingFailed();
    }

    @Test
    void C_12_aPlugThatCannotGoOnWhileItIsOpenedIsOpenedAnewToo() {
        var rig = new Rig(7, directory, "a");
        rig.a().start();
        rig.a().store.engine().orElseThrow().broke("its disk is full");

        rig.pass(Rig.SOON);
        var refused = rig.a().write("y");
        rig.pass(Duration.ofSeconds(10));
        var taken = rig.a().write("z");
        rig.pass(Rig.SOON);

        assertEquals("CLOSED", outcome(refused));
        assertEquals("z", outcome(taken));
        rig.assertNothingFailed();
    }

    @Test
    void aMemberThatCannotGoOnWhileItIsStoppedStaysStopped() {
        var rig = Rig.alone(directory);
        rig.a().store.engine().orElseThrow().broke("its disk is full");

        rig.a().stop();
        rig.pass(Duration.ofSeconds(30));

        assertEquals("CLOSED", outcome(rig.a().write("y")));
    }

    @Test
    void aDamagedSnapshotIsRefusedAndTheLastViewStays() {
        var rig = Rig.alone(directory);
        rig.a().write("x");
        rig.pass(Rig.SOON);

        rig.group.install(rig.group.lastIndex() + 5, new byte[100]);
        rig.pass(Duration.ofSeconds(1));

        assertTrue(rig.a().has("x"));
        var refused = rig.a().write("y");
        rig.pass(Duration.ofSeconds(30));
        assertFalse(rig.a().has("y"));
        assertTrue(refused.isCompletedExceptionally());
    }

    @Test
    void anEntryThatNobodyUnderstandsStopsTheMember() {
        var rig = Rig.alone(directory);
        rig.a().write("x");
        rig.pass(Rig.SOON);
        var poison = new Entry(rig.group.lastIndex() + 1, 1, new byte[] {9, 9});
        var engine = rig.a().store.engine().orElseThrow();

        assertThrows(SealException.class, () -> engine.committed(List.of(poison)));
        rig.pass(Duration.ofSeconds(30));

        assertTrue(rig.a().has("x"));
        var refused = rig.a().write("y");
        rig.pass(Rig.SOON);
        assertEquals("CLOSED", outcome(refused));
    }

    @Test
    void compactsByItselfAfterTheIntervalOfTheCluster() {
        var rig = Rig.alone(directory);
        frequentSnapshots(rig);

        write(rig, 1, 25);

        assertTrue(rig.group.snapshotIndex() >= SNAPSHOTS, "" + rig.group.snapshotIndex());
        rig.a().crash();
        rig.a().start();
        rig.pass(Duration.ofSeconds(1));
        assertEquals(25, rig.a().state().configs().size());
        assertTrue(Files.isDirectory(directory.resolve("a").resolve("consensus")));
    }

    /** Or each write would cost as much as there is, divided by the interval. */
    @Test
    void compactsTheMoreSeldomTheMoreThereIs() {
        var rig = Rig.alone(directory);
        frequentSnapshots(rig);
        write(rig, 1, 35);
        long atTwice = rig.group.snapshotIndex();

        write(rig, 36, 45);

        assertTrue(2 * SNAPSHOTS - 1 <= atTwice && atTwice <= 2 * SNAPSHOTS + 1, "" + atTwice);
        assertTrue(rig.group.snapshotIndex() > atTwice + SNAPSHOTS, "" + rig.group.snapshotIndex());
    }

    private static void frequentSnapshots(Rig rig) {
        rig.a()
                .update(
                        Writer.CONTROL,
                        draft -> {
                            var spec = Samples.frequentSnapshots(SNAPSHOTS);
                            draft.put(Part.CLUSTER_SPEC, Samples.CLUSTER, spec);
                            return "set";
                        });
        rig.pass(Rig.SOON);
    }

    /** One after the other, so that each is an entry. */
    private static void write(Rig rig, int from, int to) {
        for (int i = from; i <= to; i++) {
            rig.a().write("c" + i);
            rig.pass(Rig.SOON);
        }
    }
}
