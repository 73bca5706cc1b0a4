package io.skep.itests.cluster;

import java.util.Arrays;
import java.util.List;

/** Prints {@code figure NAME VALUE UNIT} lines. */
final class Figures {

    private Figures() {}

    static void figure(String name, double value, String unit) {
        System.out.printf("figure %s %.2f %s%n", name, value, unit);
    }

    /** How long something took that began then. */
    static void since(String name, long begun) {
        figure(name, (System.nanoTime() - begun) / 1e6, "ms");
    }

    /** The middle, the 95th and the 99th of a hundred, and the worst of these milliseconds. */
    static void spread(String name, List<Double> millis) {
        var sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        figure(name + ".p50", at(sorted, 0.50), "ms");
        figure(name + ".p95", at(sorted, 0.95), "ms");
        figure(name + ".p99", at(sorted, 0.99), "ms");
        figure(name + ".max", sorted[sorted.length - 1], "ms");
    }

    /** How many of these durations a second had, and how they spread. */
    static void rate(String name, double[] millis, double seconds) {
        var sorted = millis.clone();
        Arrays.sort(sorted);
        figure(name + ".rate", sorted.length / seconds, "1/s");
        figure(name + ".p50", at(sorted, 0.50), "ms");
        figure(name + ".p99", at(sorted, 0.99), "ms");
    }

    /** Nearest rank. */
    private static double at(double[] sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
