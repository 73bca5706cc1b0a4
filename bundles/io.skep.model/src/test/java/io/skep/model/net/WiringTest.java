package io.skep.model.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WiringTest {

    private static final List<NetworkId> NETWORKS =
            List.of(new NetworkId("n1"), new NetworkId("n11"));
    private static final Wiring.News NOTHING =
            new Wiring.News(List.of(), List.of(), List.of(), List.of(), List.of());

    private static final Endpoint HERE = endpoint("t1");
    private static final Endpoint THERE = endpoint("t2");
    private static final Frontend WEB =
            new Frontend(
                    new NetworkId("n1"),
                    new ServiceId("s1"),
                    "web",
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of());

    @Test
    void takesWhatIsNewAndForgetsWhatIsGone() {
        var known =
                Wiring.EMPTY.after(
                        1,
                        4789,
                        new Wiring.News(
                                List.of(),
                                List.of(HERE, THERE),
                                List.of(WEB),
                                List.of(new Passage(new TaskId("t1"), true, false, Duration.ZERO)),
                                List.of()));

        var later =
                known.after(
                        2,
                        4789,
                        new Wiring.News(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(HERE.key(), WEB.key(), "t1")));

        assertEquals(List.of(THERE), later.endpoints(new NetworkId("n1")));
        assertEquals(Tree.empty(), later.frontends());
        assertEquals(Tree.empty(), later.passages());
        assertEquals(2, known.endpoints().size(), "what was known does not change");
    }

    @Test
    void whatDiffersMakesTheOneOutOfTheOther() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var some = wirings(random, 40);
            var one = some.get(random.nextInt(some.size()));
            var other = some.get(random.nextInt(some.size()));

            var made = one.after(other.number(), other.port(), other.since(one));

            assertEquals(other, made, "seed " + seed);
            assertEquals(other, Wiring.EMPTY.after(other.number(), other.port(), other.news()));
            assertEquals(NOTHING, other.since(made));
            for (var network : NETWORKS) {
                assertEquals(byService(other, network), byService(made, network), "seed " + seed);
            }
        }
    }

    @Test
    void knowsTheTasksOfAServiceAlsoWhenOneGoesToAnother() {
        var moved = endpoint("n1", "t1", "s2", Traffic.SERVING);

        var wiring =
                Wiring.EMPTY
                        .after(1, 4789, fresh(List.of(HERE, THERE), List.of()))
                        .after(2, 4789, fresh(List.of(moved), List.of()));

        var network = new NetworkId("n1");
        assertEquals(List.of(THERE), wiring.endpoints(network, new ServiceId("s1")));
        assertEquals(List.of(moved), wiring.endpoints(network, new ServiceId("s2")));
    }

    private static List<Endpoint> byService(Wiring wiring, NetworkId network) {
        var all = new ArrayList<Endpoint>();
        for (var service : List.of("s1", "s11", "s2")) {
            var some = wiring.endpoints(network, new ServiceId(service));
            assertEquals(
                    wiring.endpoints(network).stream()
                            .filter(endpoint -> endpoint.service().value().equals(service))
                            .toList(),
                    some);
            all.addAll(some);
        }
        return all;
    }

    /** Each made of the one before. */
    private static List<Wiring> wirings(Random random, int steps) {
        var all = new ArrayList<>(List.of(Wiring.EMPTY));
        for (int step = 1; step <= steps; step++) {
            var news =
                    random.nextBoolean()
                            ? fresh(List.of(any(random), any(random)), List.of())
                            : fresh(List.of(any(random)), List.of(any(random).key(), WEB.key()));
            all.add(all.get(step - 1).after(step, 4789, news));
        }
        return all;
    }

    private static Wiring.News fresh(List<Endpoint> endpoints, List<String> removed) {
        return new Wiring.News(
                List.of(),
                endpoints,
                removed.isEmpty() ? List.of(WEB) : List.of(),
                List.of(new Passage(endpoints.get(0).task(), true, false, Duration.ZERO)),
                removed);
    }

    private static Endpoint any(Random random) {
        return endpoint(
                NETWORKS.get(random.nextInt(2)).value(),
                "t" + random.nextInt(30),
                List.of("s1", "s11", "s2").get(random.nextInt(3)),
                Traffic.values()[random.nextInt(Traffic.values().length)]);
    }

    private static Endpoint endpoint(String task) {
        return endpoint("n1", task, "s1", Traffic.SERVING);
    }

    private static Endpoint endpoint(String network, String task, String service, Traffic traffic) {
        return new Endpoint(
                new NetworkId(network),
                new TaskId(task),
                new ServiceId(service),
                new NodeId("m1"),
                "127.0.0.1",
                List.of("10.0.1.3/24"),
                1,
                "web.1." + task,
                traffic);
    }
}
