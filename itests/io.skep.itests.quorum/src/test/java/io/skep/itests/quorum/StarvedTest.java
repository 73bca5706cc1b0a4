package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Managers that get little processor time. {@code -Dskep.starved.seconds=} says how long. */
@Timeout(900)
@EnabledIfSystemProperty(named = "skep.starved.seconds", matches = "\\d+")
class StarvedTest {

    private static final Duration STARVED =
            Duration.ofSeconds(Integer.getInteger("skep.starved.seconds", 60));
    // a tenth of a processor for each of three managers, and as much for their clients
    private static final int MICROS_OF_100_000 = 40_000;

    @TempDir private Path directory;
    private Cage cage;
    private Trial trial;

    @SuppressWarnings("NullAway.Init")
    StarvedTest() {}

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Cage.there(), "there is no control group for processors");
        cage = Cage.around(ProcessHandle.current().pid());
        trial = new Trial(directory);
    }

    @AfterEach
    void close() throws Exception {
        if (cage != null) {
            cage.open();
        }
        if (trial != null) {
            trial.close();
        }
    }

    @Test
    void C_16_withATenthOfAProcessorEach() throws Exception {
        trial.begin(3);
        trial.calm();
        var before = term();

        trial.storm(
                () -> {
                    cage.allow(MICROS_OF_100_000);
                    trial.managers.pass(STARVED);
                    cage.allow(-1);
                });

        var elections = term() - before;
        System.out.printf(
                "figure C-16 elections %d in %s, throttled for %s%n",
                elections, STARVED, cage.throttled());
        assertTrue(cage.throttled().compareTo(STARVED.dividedBy(4)) > 0, "nothing was starved");
        trial.calm();
        trial.judge();
        assertTrue(elections <= 2 * Math.max(1, STARVED.toMinutes()), elections + " elections");
    }

    private long term() throws Exception {
        return trial.managers.leader().store.term();
    }

    /**
     * A control group, within the one a process is in, that gives it so much of the processors.
     *
     * @param outer where the process comes from and goes back to
     */
    private record Cage(Path outer, Path group) {

        private static final Path GROUPS = Path.of("/sys/fs/cgroup/cpu");
        private static final String PROCESSES = "cgroup.procs";
        private static final String QUOTA = "cpu.cfs_quota_us";

        static boolean there() {
            return Files.isWritable(GROUPS.resolve(PROCESSES));
        }

        static Cage around(long process) throws IOException {
            var outer = GROUPS.resolve(own().replaceFirst("^/", ""));
            var group = Files.createDirectories(outer.resolve("skep-starved-" + process));
            Files.writeString(group.resolve(PROCESSES), Long.toString(process));
            return new Cage(outer, group);
        }

        private static String own() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                    .map(line -> line.split(":", 3))
                    .filter(row -> List.of(row[1].split(",")).contains("cpu"))
                    .map(row -> row[2])
                    .findFirst()
                    .orElseThrow();
        }

        void allow(int microsOf100000) throws IOException {
            Files.writeString(group.resolve(QUOTA), Integer.toString(microsOf100000));
        }

        /** How long what is in it had to wait for a processor although it had something to do. */
        Duration throttled() throws IOException {
            return Files.readAllLines(group.resolve("cpu.stat")).stream()
                    .filter(line -> line.startsWith("throttled_time "))
                    .map(line -> Duration.ofNanos(Long.parseLong(line.split(" ")[1])))
                    .findFirst()
                    .orElseThrow();
        }

        void open() throws IOException {
            for (var process : Files.readAllLines(group.resolve(PROCESSES))) {
                Files.writeString(outer.resolve(PROCESSES), process);
            }
            Files.delete(group);
        }
    }
}
