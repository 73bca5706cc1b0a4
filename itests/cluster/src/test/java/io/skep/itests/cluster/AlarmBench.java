package io.skep.itests.cluster;

import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Nobody is ill, and every processor is busy with something else: how often a manager takes a node
 * for down. Five hosts; a busy loop for each processor, and one more. Property {@code skep.seconds}
 * says how long, {@code skep.swarm} whose swarm mode.
 */
final class AlarmBench {

    private static final Duration SPAN =
            Duration.ofSeconds(Integer.getInteger("skep.seconds", 600));
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final String DOWN = "\"State\":\"down\"";

    private AlarmBench() {}

    public static void main(String[] words) throws Exception {
        var name = System.getProperty("skep.swarm", "skep");
        try (var bed = Bed.form(name, 2)) {
            var loops = busy(Runtime.getRuntime().availableProcessors() + 1);
            try {
                Figures.figure("alarm." + name + ".false", alarms(bed), "nodes");
            } finally {
                loops.forEach(Process::destroyForcibly);
            }
            bed.awaitWhole();
        }
        System.exit(0);
    }

    private static List<Process> busy(int count) throws IOException {
        var loops = new ArrayList<Process>();
        for (int n = 0; n < count; n++) {
            loops.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        }
        return loops;
    }

    /** How often a node became down. A leader that loses its office is no alarm. */
    private static int alarms(Bed bed) throws IOException {
        int alarms = 0;
        int down = 0;
        Host asked = bed.managers().get(0);
        try (var api = bed.api(asked)) {
            var end = System.nanoTime() + SPAN.toNanos();
            while (System.nanoTime() < end) {
                int now = api.get("/nodes").orFail().body().split(DOWN, -1).length - 1;
                alarms += Math.max(0, now - down);
                down = now;
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
        return alarms;
    }
}
