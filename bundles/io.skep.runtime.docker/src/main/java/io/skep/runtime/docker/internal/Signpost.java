package io.skep.runtime.docker.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.net.Link;
import io.skep.seam.ResolverFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has containers ask this node for names past the engine's own resolver, which would only hand
 * their questions on, at a fifth of the rate. Where that cannot be, they are answered through it as
 * ever. Safe for use by any thread. Source: docs/decisions/0012
 */
final class Signpost {

    private static final Logger log = LoggerFactory.getLogger(Signpost.class);
    private static final Set<String> ENGINES = Set.of("127.0.0.11");

    private final boolean here;

    /** For an engine: its containers' files are only on this machine when it is. */
    Signpost(URI engine) {
        this.here = "unix".equals(engine.getScheme());
    }

    /**
     * Turns a running container to the server that it was made with, when all its networks are the
     * cluster's.
     *
     * @param container as inspected
     * @return the same
     */
    JsonNode turn(JsonNode container) {
        var servers = container.path("HostConfig").path("Dns");
        var file = container.path("ResolvConfPath").asText();
        if (here && servers.size() == 1 && suits(container) && isIts(file, container)) {
            turn(file, servers.get(0).asText());
        }
        return container;
    }

    private static boolean suits(JsonNode container) {
        var networks = container.path("NetworkSettings").path("Networks");
        return container.path("State").path("Running").asBoolean()
                && networks.properties().stream().allMatch(each -> Link.isCluster(each.getKey()));
    }

    private static boolean isIts(String file, JsonNode container) {
        return file.endsWith("/" + container.path("Id").asText() + "/resolv.conf");
    }

    private static void turn(String file, String server) {
        try {
            if (!ResolverFile.turn(Path.of(file), ENGINES, server)) {
                log.debug("{}: names other servers than the engine's", file);
            }
        } catch (IOException | RuntimeException elsewhere) {
            log.debug("{}: cannot name {}", file, server, elsewhere);
        }
    }
}
