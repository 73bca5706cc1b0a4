package io.skep.itests.cluster;

import io.skep.itests.hosts.Host;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The containers of services, as the engines of hosts know them, whatever the cluster says. */
final class Containers {

    private static final String NAME = "com.docker.swarm.service.name";

    private Containers() {}

    /** When each running container of a service on these hosts started, by its id. */
    static Map<String, String> started(List<Host> hosts, String service) {
        var started = new TreeMap<String, String>();
        for (var host : hosts) {
            if (host.on()) {
                running(host, service)
                        .forEach(id -> started.put(id, inspect(host, "{{.State.StartedAt}}", id)));
            }
        }
        return started;
    }

    /** The running ones of a service on a host. */
    static List<String> running(Host host, String service) {
        return ids(host, "ps", "-q", "--no-trunc", "--filter", label(service));
    }

    /** All of them, also those that ended. */
    static List<String> all(Host host, String service) {
        return ids(host, "ps", "-aq", "--no-trunc", "--filter", label(service));
    }

    /** Those of every service, also those that ended. */
    static List<String> all(Host host) {
        return ids(host, "ps", "-aq", "--no-trunc", "--filter", "label=" + NAME);
    }

    private static String label(String service) {
        return "label=" + NAME + "=" + service;
    }

    private static List<String> ids(Host host, String... words) {
        return host.docker(Host.ENGINE, words).output().lines().sorted().toList();
    }

    static String inspect(Host host, String format, String id) {
        return host.docker(Host.ENGINE, "inspect", "-f", format, id).output().strip();
    }

    /** What a command in a container prints. */
    static String exec(Host host, String id, String script) {
        return host.docker(Host.ENGINE, "exec", id, "sh", "-c", script).good();
    }
}
