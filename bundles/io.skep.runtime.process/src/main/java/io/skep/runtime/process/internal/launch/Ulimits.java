package io.skep.runtime.process.internal.launch;

import io.skep.model.spec.Ulimit;
import java.util.ArrayList;
import java.util.List;

/** Process limits, set by {@code prlimit} on the way to the program. */
final class Ulimits {

    /** What {@code prlimit} and Docker call the same. */
    private static final List<String> NAMES =
            List.of(
                    "as",
                    "core",
                    "cpu",
                    "data",
                    "fsize",
                    "locks",
                    "memlock",
                    "msgqueue",
                    "nice",
                    "nofile",
                    "nproc",
                    "rss",
                    "rtprio",
                    "rttime",
                    "sigpending",
                    "stack");

    private Ulimits() {}

    static boolean knows(Ulimit limit) {
        return NAMES.contains(limit.name());
    }

    static List<String> wrap(List<Ulimit> limits) {
        if (limits.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<>(List.of("prlimit"));
        limits.forEach(limit -> words.add("--" + limit.name() + "=" + value(limit)));
        return words;
    }

    private static String value(Ulimit limit) {
        return amount(limit.soft()) + ":" + amount(limit.hard());
    }

    private static String amount(long value) {
        return value < 0 ? "unlimited" : Long.toString(value);
    }
}
