package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Managers whose disks are full. */
@Timeout(300)
class CrampedTest {

    private static final String MOUNT =
            "for m in m1 m2 m3; do mkdir -p \"$1/$m\"; mount -t tmpfs -o size=24m cramped"
                    + " \"$1/$m\" || exit 1; done; shift; exec \"$@\"";

    // by night also one alone, a follower and who leads
    private static final String WHOSE =
            Boolean.getBoolean("skep.nightly") ? "FOLLOWER LEADER ALL" : "ALL";

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    CrampedTest() {}

    @BeforeEach
    void needsDisks() {
        if ("true".equals(System.getenv("CI"))) {
            assertEquals("", Disk.missing());
        }
        assumeTrue(Disk.missing().isEmpty(), Disk::missing);
    }

    @Test
    void C_12_aFullDiskLosesNothingStopsNobodyElseAndIsNoMatterWhenThereIsRoomAgain()
            throws Exception {
        var command =
                new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh"));
        command.addAll(List.of("-c", MOUNT, "sh", directory.toString()));
        var process = Disk.launch(command, Disk.java(Cramped.class, directory, WHOSE));

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        System.out.print(said);
        assertEquals("", complaints(said));
        assertEquals(true, process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }

    private static String complaints(String said) {
        return said.endsWith("end\n") && !said.contains("wrong") ? "" : said;
    }
}
