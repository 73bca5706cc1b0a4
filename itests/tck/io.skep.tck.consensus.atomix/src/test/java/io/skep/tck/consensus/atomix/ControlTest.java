package io.skep.tck.consensus.atomix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Atomix does and must not. Source: consensus-and-faults 2.1 and 4.2. */
@Timeout(120)
class ControlTest {

    private static final String SMALL =
            "mkdir -p \"$1\"; mount -t tmpfs -o size=4m small \"$1\" || exit 1; shift; exec \"$@\"";

    // for forty entries or so
    private static final int SMALL_SEGMENT = 1_024;

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    ControlTest() {}

    @BeforeEach
    void needsDisks() {
        if ("true".equals(System.getenv("CI"))) {
            assertEquals("", Disk.missing());
        }
    }

    @Test
    void C_02_losesInAPowerCutWhatItAcknowledged() throws Exception {
        assumeTrue(Disk.missing().isEmpty(), Disk::missing);
        var disk = new Disk(directory, 64, Writing.class);
        var writing = disk.start("1000000");
        writing.has();
        writing.hears(2_000);

        writing.cutPower();

        var again = disk.start("0");
        var lost = new TreeSet<>(writing.acknowledged());
        lost.removeAll(again.has());
        again.end();
        System.out.println("figure control lost in a power cut " + lost.size());
        assertTrue(lost.size() >= 1_000, () -> "it lost only " + lost.size());
    }

    @Test
    void C_05_votesForTwoInOneTerm() throws Exception {
        try (var member = new StockMember(directory)) {
            assertTrue(member.votes("b", 5));
            member.append("b", 5, 0, 0, 0, 0);
            member.missesItsLeader();

            assertTrue(member.votes("c", 5));
        }
    }

    @Test
    void C_08_commitsWhatTheNewLeaderDoesNotHave() throws Exception {
        try (var member = new StockMember(directory)) {
            assertTrue(member.votes("b", 5));
            assertEquals(3, member.append("b", 5, 0, 0, 3, 0));
            assertTrue(member.votes("c", 6));

            member.append("c", 6, 3, 0, 0, 10);

            assertEquals(3, member.committed());
        }
    }

    @Test
    void C_09_dropsWhatItAcknowledgedWhenTheFirstMessageComesAgain() throws Exception {
        try (var member = new StockMember(directory)) {
            assertTrue(member.votes("b", 5));
            member.append("b", 5, 0, 0, 1, 0);
            assertEquals(3, member.append("b", 5, 1, 5, 2, 0));

            assertEquals(1, member.append("b", 5, 0, 0, 1, 0));
        }
    }

    @Test
    void C_10_forgetsWhatFollowsAWrongBitAndSaysNothing() throws Exception {
        try (var log = new StockLog(directory, SMALL_SEGMENT)) {
            for (int number = 0; number < 100; number++) {
                log.write();
            }
        }
        turnABit(segments().get(1));

        try (var log = new StockLog(directory, SMALL_SEGMENT)) {
            assertTrue(log.count() < 100, "all are there");
            assertTrue(log.count() > 0, "the first segment is not damaged");
        }
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(it -> it.toString().endsWith(".log")).sorted().toList();
        }
    }

    /** In the middle of what is written. */
    private static void turnABit(Path segment) throws IOException {
        var bytes = Files.readAllBytes(segment);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[end / 2] ^= 1;
        Files.write(segment, bytes);
    }

    @Test
    void C_12_acknowledgesWhatAFullDiskDidNotTake() throws Exception {
        assumeTrue(Disk.missing().isEmpty(), Disk::missing);
        var said = onASmallDisk("1000000");

        var acknowledged = said.stream().filter(line -> line.startsWith("acked")).toList();
        var kept = said.stream().filter(line -> line.startsWith("count")).findFirst().orElse("");
        System.out.println("figure control on a full disk " + acknowledged.size() + ", " + kept);
        assertTrue(!kept.equals("count " + acknowledged.size()), kept);
    }

    private List<String> onASmallDisk(String count) throws Exception {
        var command =
                new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh"));
        var small = directory.resolve("small");
        command.addAll(List.of("-c", SMALL, "sh", small.toString()));
        var process = Disk.launch(command, Disk.java(Filling.class, small, count));
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        process.waitFor();
        return said.lines().toList();
    }
}
