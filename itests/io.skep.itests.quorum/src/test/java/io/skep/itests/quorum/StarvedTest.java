package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        System.out.println("figure C-16 elections " + elections + " in " + STARVED);
        trial.calm();
        trial.judge();
        assertTrue(elections <= 2 * Math.max(1, STARVED.toMinutes()), elections + " elections");
    }

    private long term() throws Exception {
        return trial.managers.leader().store.term();
    }

    /** A control group with a process in it that gets so much of the processors. */
    private record Cage(Path group) {

        private static final Path GROUPS = Path.of("/sys/fs/cgroup/cpu");
        private static final String PROCESSES = "cgroup.procs";

        static boolean there() {
            return Files.isWritable(GROUPS.resolve("cpu.cfs_quota_us"))
                    || Files.isWritable(GROUPS.resolve(PROCESSES));
        }

        static Cage around(long process) throws IOException {
            var group = Files.createDirectories(GROUPS.resolve("skep-starved-" + process));
            Files.writeString(group.resolve(PROCESSES), Long.toString(process));
            return new Cage(group);
        }

        void allow(int microsOf100000) throws IOException {
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(microsOf100000));
        }

        void open() throws IOException {
            var all = Files.readAllLines(group.resolve(PROCESSES));
            for (var process : all) {
                Files.writeString(GROUPS.resolve(PROCESSES), process);
            }
            Files.delete(group);
        }
    }
}
