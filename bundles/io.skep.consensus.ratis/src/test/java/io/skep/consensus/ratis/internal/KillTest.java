package io.skep.consensus.ratis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged is there after {@code kill -9}, at whatever moment. More rounds: {@code
 * -Dskep.kill.rounds=500 -Dskep.kill.seconds=1000}; the same ones: {@code -Dskep.seed=}.
 */
class KillTest {

    private static final int ROUNDS = Integer.getInteger("skep.kill.rounds", 20);
    private static final Duration ENOUGH =
            Duration.ofSeconds(Integer.getInteger("skep.kill.seconds", 15));
    private static final int MOST_PER_ROUND = 400;

    private final long seed = Long.getLong("skep.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TreeSet<Integer> acknowledged = new TreeSet<>();
    private int highest;

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    KillTest() {}

    @Test
    @Timeout(2_000)
    void keepsWhatWasAcknowledgedWhenKilledAtAnyMoment() throws Exception {
        long end = System.nanoTime() + ENOUGH.toNanos();
        int rounds = 0;
        while (rounds < ROUNDS && System.nanoTime() < end) {
            killAfter(1 + random.nextInt(MOST_PER_ROUND));
            rounds++;
        }

        var victim = start();
        check(said(victim));
        victim.getInputStream().readAllBytes();

        assertEquals(0, victim.waitFor(), "the last one ends by itself");
        assertTrue(acknowledged.size() >= rounds, "too few to prove anything");
    }

    private void killAfter(int acks) throws Exception {
        var victim = start(Integer.toString(highest + 1));
        try (var lines = said(victim)) {
            check(lines);
            int left = acks;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(line);
                if (--left == 0) {
                    // by its handle: what it has said can still be read then
                    victim.toHandle().destroyForcibly();
                }
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    private void heard(String line) {
        // the last line may be torn
        if (line.matches("acked \\d+")) {
            var number = Integer.parseInt(line.substring("acked ".length()));
            highest = Math.max(highest, number);
            acknowledged.add(number);
        } else if (line.startsWith("failed")) {
            throw new AssertionError("seed " + seed + ": " + line);
        }
    }

    private void check(BufferedReader lines) throws IOException {
        var line = lines.readLine();
        if (line == null || !line.startsWith("have")) {
            throw new AssertionError("seed " + seed + ": did not start: " + line);
        }
        var lost = new TreeSet<>(acknowledged);
        for (var text : line.substring("have".length()).strip().split(" ")) {
            if (!text.isEmpty()) {
                lost.remove(Integer.parseInt(text));
                highest = Math.max(highest, Integer.parseInt(text));
            }
        }
        assertEquals(new TreeSet<Integer>(), lost, "lost; seed " + seed);
    }

    private Process start(String... more) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                directory.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static BufferedReader said(Process victim) {
        return new BufferedReader(
                new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII));
    }
}
