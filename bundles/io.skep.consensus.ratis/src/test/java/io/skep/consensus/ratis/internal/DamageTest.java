package io.skep.consensus.ratis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugException;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.consensus.ConsensusBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is damaged is refused: silently lost entries would be worse. */
class DamageTest extends ConsensusBench {

    @Override
    protected PlugProvider<Consensus, ConsensusSink> provider() {
        return new RatisConsensusProvider();
    }

    @Test
    void refusesALogWithAFlippedBit() throws Exception {
        written();

        flipABit(file("log_"), 400);

        assertTrue(refusal().contains("m1 does not start"));
    }

    @Test
    void refusesASnapshotWithAFlippedBit() throws Exception {
        written();

        flipABit(file("snapshot."), 5);

        assertTrue(refusal().contains("m1 does not start"));
    }

    @Test
    void refusesADirectoryOfAnother() throws Exception {
        Files.createDirectories(home());
        Files.writeString(home().resolve("raft.db"), "of another plug");

        var refusal = assertThrows(PlugException.class, this::dormant);

        assertTrue(refusal.getMessage().contains("raft.db"), refusal.getMessage());
    }

    @Test
    void startsAfterATornSnapshot() throws Exception {
        written();
        Files.writeString(file("snapshot.").resolveSibling("saving.tmp"), "half of a st");

        assertEquals(30, again().host().texts().size());
    }

    /** Ratis moves what is there away, and then what it got from another into its place. */
    @Test
    void C_20_startsAfterItEndedBetweenTheOldSnapshotsAndTheNew() throws Exception {
        written();
        var place = file("snapshot.").getParent();
        Files.move(place, place.resolveSibling("sm.tmp20260102-030405_678"));
        var gathered = Files.createDirectories(place.resolveSibling("tmp").resolve("snapshot-7"));
        Files.writeString(gathered.resolve("snapshot.1_99"), "half of a st");

        assertEquals(30, again().host().texts().size());
        assertTrue(Files.notExists(gathered));
    }

    @Test
    void C_11_startsAfterAPowerCutTornALastEntry() throws Exception {
        written();
        var log = file("log_inprogress");
        var before = Files.readAllBytes(log);
        int whole = before.length;
        while (before[whole - 1] == 0) {
            whole--;
        }
        Files.write(log, Arrays.copyOf(before, whole));
        var entry = new byte[3_000];
        Arrays.fill(entry, (byte) 7);
        // a length of more than there is, and less of it than that
        entry[0] = (byte) 0x90;
        entry[1] = 0x4e;
        for (int written : List.of(1, 2, 100, 600, 3_000)) {
            for (int zeros : List.of(0, 20_000)) {
                removeLogs(log.getParent());
                Files.write(log, torn(before, whole, entry, written, zeros));

                var started = again();

                assertEquals(30, started.host().texts().size(), written + " bytes, " + zeros);
                ask(started.plug()::close);
            }
        }
    }

    /** A log that went on after it was torn is of the round before. */
    private static void removeLogs(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                if (file.getFileName().toString().startsWith("log_")) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The log, and so much of one more entry, up to the end of a sector when zeros follow. */
    private static byte[] torn(byte[] log, int whole, byte[] entry, int written, int zeros) {
        int end = zeros == 0 ? whole + written : (whole + written) / 512 * 512 + 512;
        var all = Arrays.copyOf(log, whole + entry.length + zeros);
        System.arraycopy(entry, 0, all, whole, Math.min(end - whole, entry.length));
        return zeros == 0 ? Arrays.copyOf(all, end) : all;
    }

    @Test
    void C_11_refusesAnEntryThatIsWrongThoughItWasWrittenToItsEnd() throws Exception {
        written();
        var log = file("log_inprogress");
        var bytes = Files.readAllBytes(log);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end - 10] ^= 1;
        Files.write(log, bytes);

        assertTrue(refusal().contains("m1 does not start"));
    }

    private void written() throws Exception {
        var opened = leading();
        hears(opened, proposeAll(opened, texts("x", 20)).get(19));
        ask(opened.plug()::compact);
        proposeAll(opened, texts("y", 10));
        ask(opened.plug()::close);
    }

    private String refusal() {
        return assertThrows(PlugException.class, this::active).getMessage();
    }

    private Path file(String name) throws IOException {
        try (var files = Files.walk(home())) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .filter(file -> !file.toString().endsWith(".md5"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flipABit(Path file, int at) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
