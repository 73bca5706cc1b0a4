package io.skep.itests.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon a node answers after {@code ./skep up} on a built tree, the first time and again, and
 * how much memory it holds when it is idle with one service. Prints {@code figure NAME VALUE UNIT}
 * lines.
 */
final class NodeBench {

    private static final int ROUNDS = Integer.getInteger("skep.rounds", 5);
    private static final Duration IDLE = Duration.ofSeconds(20);

    private NodeBench() {}

    public static void main(String[] words) throws IOException {
        var first = new double[ROUNDS];
        var again = new double[ROUNDS];
        var memory = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            var began = System.nanoTime();
            try (var skep = Skep.withoutEngine()) {
                first[round] = seconds(began);
                skep.docker("service", "create", "--name", "one", "process", "sleep", "100000")
                        .good();
                LockSupport.parkNanos(IDLE.toNanos());
                memory[round] = residentMebibytes(skep.pid());
                skep.stop();
                began = System.nanoTime();
                skep.start();
                again[round] = seconds(began);
            }
        }
        figure("node.up.first", median(first), "s");
        figure("node.up.again", median(again), "s");
        figure("node.resident", median(memory), "MiB");
    }

    private static double residentMebibytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                        .sum()
                / 1024.0;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void figure(String name, double value, String unit) {
        System.out.printf("figure %s %.2f %s%n", name, value, unit);
    }
}
