package io.skep.itests.cluster;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Swarm;
import java.time.Duration;

/** Skep's nodes with a runtime whose containers are nothing; everything else is real. */
final class BlankSwarm implements Swarm {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHOOSE = "config:property-set --pid io.skep.node runtime blank";

    private final SkepSwarm skep = new SkepSwarm();

    @Override
    public void start(Host host) {
        skep.start(host);
        var plug = SkepSwarm.built("itests", "blank").toString();
        host.run("cp", plug, Host.DATA + "/karaf/deploy/").good();
        var before = lives(host);
        // the shell comes after the API
        Eventually.equal(0, PATIENCE, () -> SkepSwarm.shell(host, CHOOSE).exit());
        Eventually.holds("it lives anew", PATIENCE, () -> lives(host), now -> now > before);
        Eventually.holds(
                "the runtime is there",
                PATIENCE,
                () -> SkepSwarm.shell(host, "skep:plug-ls").output(),
                rows -> rows.contains("blank"));
        Eventually.equal(0, PATIENCE, () -> docker(host, "info").exit());
    }

    /** How often the node began: it does so again when its settings change. */
    private long lives(Host host) {
        return log(host).lines().filter(line -> line.contains("node: works in ")).count();
    }

    @Override
    public void kill(Host host) {
        skep.kill(host);
    }

    @Override
    public String server() {
        return skep.server();
    }

    @Override
    public String log(Host host) {
        return skep.log(host);
    }
}
