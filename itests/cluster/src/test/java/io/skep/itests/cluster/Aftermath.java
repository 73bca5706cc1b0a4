package io.skep.itests.cluster;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import java.time.Duration;
import java.util.List;

/** What must be done after a test that kills nodes, whether it passed or not. */
final class Aftermath {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Aftermath() {}

    /** Everybody lives, is in the cluster, takes work, and has none. */
    static void cleared(Cluster cluster, String... networks) {
        cluster.site().mend();
        Site.together(cluster.hosts(), host -> living(cluster, host));
        var leader = cluster.leader();
        for (var host : cluster.hosts()) {
            cluster.docker(leader, "node", "update", "--availability", "active", cluster.id(host));
        }
        for (var service : names(cluster, "service")) {
            cluster.docker(leader, "service", "rm", service);
            Eventually.equal(List.of(), PATIENCE, () -> cluster.slots(service));
        }
        for (var network : networks) {
            Eventually.holds(
                    "network " + network + " goes",
                    PATIENCE,
                    () -> cluster.docker(leader, "network", "rm", "--force", network).exit(),
                    exit -> exit == 0);
        }
        cluster.whole();
    }

    private static List<String> names(Cluster cluster, String of) {
        return cluster.docker(cluster.leader(), of, "ls", "--format", "{{.Name}}")
                .output()
                .lines()
                .toList();
    }

    private static Host living(Cluster cluster, Host host) {
        if (!host.on()) {
            host.powerOn();
            host.startEngineAgain();
        }
        if (cluster.docker(host, "version").exit() != 0) {
            cluster.swarm().start(host);
        }
        return host;
    }
}
