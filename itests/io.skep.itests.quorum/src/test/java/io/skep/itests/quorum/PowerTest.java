package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts of all managers at once, under load, and what was acknowledged before. */
@Timeout(3_600)
class PowerTest {

    // by night 50
    private static final int CUTS = Integer.getInteger("skep.cuts", 1);

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    PowerTest() {}

    @BeforeEach
    void needsDisks() {
        if ("true".equals(System.getenv("CI"))) {
            assertEquals("", Disk.missing());
        }
        assumeTrue(Disk.missing().isEmpty(), Disk::missing);
    }

    @Test
    void aCutLosesWhatWasNotSynced() throws Exception {
        var disk = new Disk(directory, 64);
        var careless = disk.start("careless");
        careless.has();
        careless.hears(100);

        careless.cutPower();

        var again = disk.start("careless");
        assertEquals(new TreeSet<>(), again.has());
        again.end();
    }

    @Test
    void C_02_losesNothingAcknowledgedWhenAllLosePower() throws Exception {
        var seed = Long.getLong("skep.seed", System.nanoTime());
        var random = new Random(seed);
        var disk = new Disk(directory, 256);
        var acknowledged = new TreeSet<String>();
        for (int cut = 0; cut <= CUTS; cut++) {
            var trio = disk.start(Integer.toString(cut * 100_000), "16");
            var lost = new TreeSet<>(acknowledged);
            lost.removeAll(trio.has());
            assertEquals(new TreeSet<>(), lost, "cut " + cut + ", seed " + seed);
            trio.hears(20 + random.nextInt(400));
            if (cut == CUTS) {
                trio.end();
            } else {
                trio.cutPower();
                acknowledged.addAll(trio.acknowledged);
            }
        }
        assertTrue(acknowledged.size() >= CUTS * 20, "too few to prove anything");
    }
}
