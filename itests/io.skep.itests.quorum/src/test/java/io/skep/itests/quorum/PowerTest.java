package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts of all managers at once, under load, and what was acknowledged before. */
@Timeout(3_600)
class PowerTest {

    // by night 50
    private static final int CUTS = Integer.getInteger("skep.cuts", 1);

    private static final String MOUNT =
            "for m in m1 m2 m3; do mkdir -p \"$1/mounted/$m\"; mount -o loop,commit=600"
                    + " \"$1/$m-0\" \"$1/mounted/$m\" || exit 1; done; shift; exec \"$@\"";

    @TempDir private Path directory;
    private int copied;

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
        var disk = new Disk(directory, 64, Trio.class);
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
        var disk = new Disk(directory, 256, Trio.class);
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
                acknowledged.addAll(trio.acknowledged());
            }
        }
        assertTrue(acknowledged.size() >= CUTS * 20, "too few to prove anything");
    }

    /** The third one goes on, so that two must not have forgotten what it knows. */
    @Test
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void C_03_losesNothingWhenTwoOfThreeLosePower() throws Exception {
        var seed = Long.getLong("skep.seed", System.nanoTime());
        var disks = new TreeMap<String, Path>();
        for (var name : List.of("m1", "m2", "m3")) {
            disks.put(name, Disk.made(directory.resolve(name + "-0"), 64));
        }
        var process = halved(CUTS, seed);
        var said = new ArrayList<String>();
        try (var lines = process.inputReader();
                var orders = process.outputWriter()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("cut ")) {
                    Disk.stop(process.pid());
                    orders.write("go " + copied(disks, line.substring(4).split(" ")) + "\n");
                    Disk.goOn(process.pid());
                    orders.flush();
                }
            }
        } finally {
            process.destroyForcibly();
        }

        said.stream().filter(line -> line.startsWith("figure")).forEach(System.out::println);
        assertEquals(
                List.of(),
                said.stream().filter(line -> line.startsWith("wrong")).toList(),
                "seed " + seed);
        assertEquals("end", said.get(said.size() - 1), said + ", seed " + seed);
    }

    private Process halved(int cuts, long seed) throws IOException {
        var home = Files.createDirectories(directory.resolve("mounted"));
        var command =
                new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh"));
        command.addAll(List.of("-c", MOUNT, "sh", directory.toString()));
        var arguments = new String[] {Integer.toString(cuts), Long.toString(seed)};
        return Disk.launch(command, Disk.java(Halved.class, home, arguments));
    }

    /** The disks as they are at this moment; from now on these are theirs. */
    private String copied(TreeMap<String, Path> disks, String[] names) throws IOException {
        var copies = new ArrayList<String>();
        for (var name : names) {
            var old = disks.get(name);
            var copy = directory.resolve(name + "-" + ++copied);
            Files.copy(old, copy);
            Files.delete(old);
            disks.put(name, copy);
            copies.add(copy.toString());
        }
        return String.join(" ", copies);
    }
}
