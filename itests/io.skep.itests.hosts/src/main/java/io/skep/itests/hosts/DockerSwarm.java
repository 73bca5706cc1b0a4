package io.skep.itests.hosts;

/** Docker's own swarm mode: the engine of each host is its node. */
public final class DockerSwarm implements Swarm {

    @Override
    public void start(Host host) {
        if (host.docker(server(), "version").exit() != 0) {
            host.startEngineAgain();
        }
    }

    @Override
    public void kill(Host host) {
        host.killEngine();
    }

    @Override
    public String server() {
        return Host.ENGINE;
    }

    @Override
    public String log(Host host) {
        return host.log("dockerd");
    }
}
