package io.skep.dockerapi.internal.guest;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.spec.IpamPool;
import io.skep.seam.ResolverFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a plain container asks for names: this node, when it is on networks of the cluster and,
 * besides, on the engine's default network at most, which has no names; else the engine's resolver,
 * which does not know the cluster's. Source: docs/decisions/0012
 *
 * @param id the container
 * @param file its {@code resolv.conf} on this machine; empty when it has none
 * @param given the servers that it was made with; none for the machine's
 * @param server whom it was turned to
 */
record Sign(String id, String file, List<String> given, String server) {

    private static final Logger log = LoggerFactory.getLogger(Sign.class);
    private static final String ENGINES = "127.0.0.11";
    private static final String DEFAULT = "bridge";

    /** A container's, as it is inspected. */
    static Sign of(JsonNode container) {
        var id = container.path("Id").asText("");
        var file = container.path("ResolvConfPath").asText("");
        return new Sign(
                id,
                file.endsWith("/" + id + "/resolv.conf") ? file : "",
                Order.texts(container.path("HostConfig").path("Dns")),
                ENGINES);
    }

    /** Whether it is the engine's. */
    boolean engines() {
        return server.equals(ENGINES);
    }

    /**
     * Turns it to where it belongs now. Where it cannot be turned it stays as it is.
     *
     * @param spans the networks of the cluster
     * @param networks the container's, as the engine lists them
     */
    Sign turned(Collection<Span> spans, JsonNode networks) {
        var gateways = gateways(spans);
        var next = server(spans, networks, gateways);
        var before = new TreeSet<>(gateways.values());
        before.addAll(List.of(ENGINES, server));
        try {
            if (!file.isEmpty() && !ResolverFile.turn(Path.of(file), before, next)) {
                log.debug("container {}: names servers of its own", id);
            }
        } catch (IOException | RuntimeException elsewhere) {
            log.debug("container {}: cannot be turned to {}", id, next, elsewhere);
        }
        return new Sign(id, file, given, next);
    }

    /** What each network of the cluster that has one is called here, and who answers there. */
    private static SortedMap<String, String> gateways(Collection<Span> spans) {
        var gateways = new TreeMap<String, String>();
        for (var span : spans) {
            span.plan().pools().stream()
                    .map(IpamPool::gateway)
                    .findFirst()
                    .ifPresent(gateway -> gateways.put(Link.nameOf(span.spec()), gateway));
        }
        return gateways;
    }

    private String server(
            Collection<Span> spans, JsonNode networks, SortedMap<String, String> gateways) {
        var ours = new TreeMap<>(gateways);
        ours.keySet().removeIf(name -> !networks.has(name));
        var others = networks.size() - ours.size() - (networks.has(DEFAULT) ? 1 : 0);
        var engines =
                ours.isEmpty()
                        || others > 0
                        || !gateways.values().containsAll(given)
                        || networks.findValues("Links").stream().anyMatch(some -> some.size() > 0)
                        || networks.has(DEFAULT) && internal(spans).containsAll(ours.keySet());
        return engines ? ENGINES : ours.get(ours.firstKey());
    }

    /** From these alone nobody is led abroad, but from the engine's default network. */
    private static Set<String> internal(Collection<Span> spans) {
        return spans.stream()
                .filter(span -> span.spec().internal())
                .map(span -> Link.nameOf(span.spec()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
