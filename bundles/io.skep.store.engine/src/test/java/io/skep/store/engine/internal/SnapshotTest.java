package io.skep.store.engine.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.sim.SimKernel;
import io.skep.model.Change;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.seam.vault.KeyRing;
import io.skep.seam.vault.SealedInput;
import io.skep.store.engine.internal.machine.Digest;
import io.skep.store.engine.internal.machine.Picture;
import io.skep.store.engine.internal.snapshot.SnapshotReader;
import io.skep.store.engine.internal.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole state as a file, and back. */
class SnapshotTest {

    private static final KeyRing RING = KeyRing.fresh(new SimKernel(1).node("ring").entropy());

    @TempDir private Path directory;
    private Path file;

    @SuppressWarnings("NullAway.Init")
    SnapshotTest() {}

    @BeforeEach
    void choose() {
        file = directory.resolve("deep").resolve("snapshot");
    }

    /** Every part; the even ones written twice. */
    private static Picture picture() {
        var state = State.EMPTY;
        long index = 0;
        for (var change : Samples.everyPart()) {
            state = state.after(List.of(change), stamp(++index));
            if (index % 2 == 0) {
                state = state.after(List.of(change), stamp(++index));
            }
        }
        return new Picture(
                99, state, "t-7", Digest.NONE.then(new byte[] {1}), List.of("t-6", "t-7"));
    }

    private static Stamp stamp(long index) {
        return new Stamp(index, Instant.ofEpochSecond(1_000_000 + index, index));
    }

    static List<Object> everything(View view) {
        var all = new ArrayList<Object>();
        all.add(view.index());
        view.cluster().ifPresent(all::add);
        view.nodes().forEach(all::add);
        view.services().forEach(all::add);
        view.networks().forEach(all::add);
        view.secrets().forEach(all::add);
        view.configs().forEach(all::add);
        view.tasks().forEach(all::add);
        view.nodes().forEach(node -> all.addAll(view.tasksOn(node.id())));
        view.services().forEach(service -> all.addAll(view.tasksOf(service.id())));
        return all;
    }

    @Test
    void keepsEveryPartWithItsVersionAndTimes() throws IOException {
        var before = picture();

        SnapshotWriter.write(before, file, RING);
        var after = SnapshotReader.read(file, RING);

        assertEquals(everything(before.state()), everything(after.state()));
        assertEquals(before.applied(), after.applied());
        assertEquals(before.last(), after.last());
        assertEquals(before.digest(), after.digest());
        assertEquals(before.window(), after.window());
    }

    @Test
    void keepsAnEmptyState() throws IOException {
        var nothing = new Picture(0, State.EMPTY, "", Digest.NONE, List.of());

        SnapshotWriter.write(nothing, file, RING);

        assertEquals(nothing.last(), SnapshotReader.read(file, RING).last());
        assertEquals(0, SnapshotReader.read(file, RING).state().index());
    }

    @Test
    void equalStatesGiveEqualContent() throws IOException {
        SnapshotWriter.write(picture(), file, RING);
        var bytes = opened();

        SnapshotWriter.write(SnapshotReader.read(file, RING), file, RING);

        assertArrayEquals(bytes, opened());
    }

    private byte[] opened() throws IOException {
        try (var in = new SealedInput(Files.newInputStream(file), RING)) {
            return in.readAllBytes();
        }
    }

    /** AL-5. */
    @Test
    void showsNothingToWhoHasTheFileAlone() throws IOException {
        SnapshotWriter.write(picture(), file, RING);
        var other = KeyRing.fresh(new SimKernel(2).node("thief").entropy());

        assertTrue(new String(opened(), ISO_8859_1).contains(Samples.TASK.value()));
        var text = Files.readString(file, ISO_8859_1);
        assertFalse(text.contains(Samples.TASK.value()));
        assertThrows(IOException.class, () -> SnapshotReader.read(file, other));
    }

    @Test
    void aStateGoesOnFromASnapshotAsIfItHadBeenThere() throws IOException {
        var before = picture();
        SnapshotWriter.write(before, file, RING);
        List<Change> next =
                List.of(
                        Change.put(
                                io.skep.model.Part.TASK_STATUS,
                                Samples.TASK,
                                Samples.status(TaskState.COMPLETE)));

        var here = before.state().after(next, stamp(100));
        var there = SnapshotReader.read(file, RING).state().after(next, stamp(100));

        assertEquals(everything(here), everything(there));
    }

    @Test
    void refusesASnapshotInWhichABitIsWrong() throws IOException {
        SnapshotWriter.write(picture(), file, RING);
        var bytes = Files.readAllBytes(file);

        for (int at = 0; at < bytes.length; at += 3) {
            bytes[at] ^= (byte) (1 << at % 8);
            Files.write(file, bytes);
            var failure = assertThrows(IOException.class, () -> SnapshotReader.read(file, RING));
            assertTrue(String.valueOf(failure.getMessage()).contains("damaged"));
            bytes[at] ^= (byte) (1 << at % 8);
        }
    }

    @Test
    void refusesASnapshotThatIsCutOff() throws IOException {
        SnapshotWriter.write(picture(), file, RING);
        var bytes = Files.readAllBytes(file);

        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(IOException.class, () -> SnapshotReader.read(file, RING));
        }
    }
}
