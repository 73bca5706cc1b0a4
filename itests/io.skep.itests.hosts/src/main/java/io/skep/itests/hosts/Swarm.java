package io.skep.itests.hosts;

/**
 * What makes a cluster of hosts, seen by somebody who has nothing but the docker command: the same
 * test can be asked of Docker itself and of what stands in for it.
 */
public interface Swarm {

    /** Starts the node of a host that is on, the first time or again. */
    void start(Host host);

    /** Kills the node's process with no chance to say a word; containers may live on. */
    void kill(Host host);

    /** Where the docker command reaches a host's node, from inside. */
    String server();

    /** What the node of a host has logged. */
    String log(Host host);

    /** The docker command on a host, against its node. */
    default Ran docker(Host host, String... words) {
        return host.docker(server(), words);
    }
}
