package io.skep.tck.dns;

import io.skep.dns.spi.Scope;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Networks in which something changes step by step: few names, so that several have the same. */
final class Histories {

    private static final List<String> NAMES = List.of("web", "db", "odd", "shop");

    private final Random random;
    private Wiring wiring = Wiring.EMPTY;

    Histories(long seed) {
        this.random = new Random(seed);
    }

    /** As it is after the next step. */
    Scope next() {
        var endpoints = new ArrayList<Endpoint>();
        for (int i = random.nextInt(4); i > 0; i--) {
            endpoints.add(endpoint());
        }
        var frontends = new ArrayList<Frontend>();
        for (int i = random.nextInt(3); i > 0; i--) {
            frontends.add(frontend());
        }
        var removed = new ArrayList<String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            removed.add(endpoint().key());
        }
        if (random.nextInt(3) == 0) {
            removed.add(frontend().key());
        }
        wiring =
                wiring.after(
                        wiring.number() + 1,
                        4789,
                        new Wiring.News(List.of(), endpoints, frontends, List.of(), removed));
        return new Scope(Scopes.span(), wiring);
    }

    /** Every sixth on another network, whose names are nobody's business here. */
    private NetworkId network() {
        return random.nextInt(6) == 0 ? new NetworkId("net2") : Scopes.NETWORK;
    }

    private Endpoint endpoint() {
        int number = random.nextInt(12);
        var service = any(NAMES);
        return new Endpoint(
                network(),
                new TaskId("t" + number),
                new ServiceId("id-" + service),
                new NodeId("n1"),
                "192.0.2.1",
                List.of("10.0.9." + random.nextInt(15) + "/24"),
                1,
                service + "." + random.nextInt(3) + ".t" + number,
                Traffic.values()[random.nextInt(Traffic.values().length)],
                random.nextInt(3) == 0 ? List.of(any(NAMES), "Box" + number) : List.of());
    }

    private Frontend frontend() {
        var network = network();
        var virtual = new VirtualIp(network, "10.0.9." + (200 + random.nextInt(3)) + "/24");
        return new Frontend(
                network,
                new ServiceId("id-" + any(NAMES)),
                any(NAMES),
                random.nextBoolean() ? List.of(any(NAMES), "tasks." + any(NAMES)) : List.of(),
                random.nextBoolean() ? List.of(virtual) : List.of(),
                List.of(),
                Map.of());
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
