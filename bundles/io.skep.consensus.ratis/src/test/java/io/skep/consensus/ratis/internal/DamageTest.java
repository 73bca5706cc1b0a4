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
