package io.skep.itests.quorum;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;

/** How long nobody can write after the leader died: the first argument says how often it dies. */
final class FailoverBench {

    private FailoverBench() {}

    public static void main(String... arguments) throws Exception {
        var rounds = Integer.parseInt(arguments[0]);
        var home = Files.createTempDirectory(Path.of("target"), "failover");
        var managers = new Managers(home);
        try {
            managers.form(3);
            var gaps = new ArrayList<Long>();
            for (int round = 0; round < rounds; round++) {
                gaps.add(gap(managers, "w" + round).toMillis());
            }
            Collections.sort(gaps);
            System.out.println("milliseconds from death to the next write: " + gaps);
        } finally {
            managers.close();
        }
    }

    private static Duration gap(Managers managers, String id) throws Exception {
        var leader = managers.leader();
        Managers.await(leader.write(id + "-before"));
        managers.hub.cut(leader.name);
        var died = System.nanoTime();
        var next = managers.leaderBut(leader.name);
        Managers.await(next.write(id));
        var gap = Duration.ofNanos(System.nanoTime() - died);
        leader.kill();
        managers.hub.mend(leader.name);
        leader.again();
        managers.agree();
        return gap;
    }
}
