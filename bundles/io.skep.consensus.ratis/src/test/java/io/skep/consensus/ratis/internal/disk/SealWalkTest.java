package io.skep.consensus.ratis.internal.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Elections, members, snapshots, full disks, failing ones and ends, in any order: whoever starts
 * again is not refused, keeps its vote, and knows who is a member. {@code -Dskep.seed=42} replays a
 * walk. Source: consensus-and-faults C-12, C-13.
 */
class SealWalkTest {

    private static final int SEEDS = Integer.getInteger("skep.seeds", 100);
    private static final int STEPS = 100;

    static {
        // it says what it could not write, which is what happens here all the time
        System.setProperty(
                "org.slf4j.simpleLogger.log.org.apache.ratis.server.storage.RaftStorage", "off");
    }

    /** In memory, where there is such a place: every step syncs. */
    private static final class InMemory implements TempDirFactory {

        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext in, ExtensionContext context)
                throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "walk")
                    : Files.createTempDirectory("walk");
        }
    }

    @TempDir(factory = InMemory.class)
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    SealWalkTest() {}

    @Test
    void C_12_aMemberThatStartsAgainIsNotRefusedAndKnowsWhatItTold() throws IOException {
        var one = Long.getLong("skep.seed");
        var seeds = one == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(one);
        for (long seed : seeds.toArray()) {
            var member = new WalkingMember(home(seed), new Random(seed));
            try {
                walk(member);
            } catch (IOException | AssertionError failure) {
                throw new AssertionError("-Dskep.seed=" + seed, failure);
            } finally {
                member.close();
            }
        }
    }

    private Path home(long seed) throws IOException {
        return directory.resolve("" + seed);
    }

    private static void walk(WalkingMember member) throws IOException {
        for (int step = 0; step < STEPS; step++) {
            member.step();
        }
    }
}
