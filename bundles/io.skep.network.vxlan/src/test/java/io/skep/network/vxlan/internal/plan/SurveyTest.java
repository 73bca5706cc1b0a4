package io.skep.network.vxlan.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SurveyTest {

    private static final NodeId ONE = new NodeId("one");
    private static final Ground GROUND = new Ground(true, true, new TreeMap<>());

    @Test
    void anySequenceOfChangesComesToTheWaysOfItsEnd() {
        for (long seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var wiring = networks();
            var survey = new Survey(ONE, plan(wiring));
            var known = survey.next(wiring).come();
            for (int step = 0; step < 60; step++) {
                wiring = wiring.after(wiring.number() + 1, wiring.port(), news(random));

                var change = survey.next(wiring);

                var told = "seed " + seed + " step " + step;
                assertEquals(Set.of(), shared(known, change.come()), told);
                known = plus(known.minus(change.gone()), change.come());
                assertEquals(anew(wiring), known, told);
                assertEquals(known, survey.all(), told);
            }
        }
    }

    private static Blueprint plan(Wiring wiring) {
        return Blueprint.of(ONE, wiring, GROUND);
    }

    private static Ways anew(Wiring wiring) {
        var survey = new Survey(ONE, plan(wiring));
        survey.next(wiring);
        return survey.all();
    }

    private static Set<Ways.Neighbour> shared(Ways one, Ways other) {
        var shared = new LinkedHashSet<>(one.neighbours());
        shared.retainAll(other.neighbours());
        return shared;
    }

    private static Ways plus(Ways one, Ways other) {
        return new Ways(
                union(one.neighbours(), other.neighbours()),
                union(one.hops(), other.hops()),
                union(one.known(), other.known()));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }

    private static Wiring networks() {
        var spans = List.of(span("a", 1), span("ab", 2));
        var news = new Wiring.News(spans, List.of(), List.of(), List.of(), List.of());
        return Wiring.EMPTY.after(1, 4789, news);
    }

    private static Span span(String name, int number) {
        var spec =
                new NetworkSpec(
                        name, Map.of(), "overlay", Map.of(), false, false, false, false, null, "",
                        "swarm");
        var subnet = "10.5" + number + ".0.";
        var pool = new IpamPool(subnet + "0/24", "", subnet + "1", Map.of());
        var plan = new NetworkPlan(List.of(pool), List.of(subnet + "192/26"), 0x10000 + number);
        var hosts = Map.of("one", "10.77.0.1", "two", "10.77.0.2", "three", "10.77.0.3");
        return new Span(new NetworkId(name), spec, plan, hosts);
    }

    /** Fewer addresses than tasks, so that some have one in common for a while. */
    private static Wiring.News news(Random random) {
        var endpoints = new ArrayList<Endpoint>();
        for (int i = random.nextInt(4); i > 0; i--) {
            endpoints.add(endpoint(random));
        }
        var removed = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            removed.add(endpoint(random).key());
        }
        return new Wiring.News(List.of(), endpoints, List.of(), List.of(), removed);
    }

    private static Endpoint endpoint(Random random) {
        int network = 1 + random.nextInt(2);
        int node = random.nextInt(3);
        return new Endpoint(
                new NetworkId(network == 1 ? "a" : "ab"),
                new TaskId("t" + random.nextInt(15)),
                new ServiceId("s"),
                new NodeId(List.of("one", "two", "three").get(node)),
                "10.77.0." + (node + 1),
                List.of("10.5" + network + ".0." + random.nextInt(10) + "/24"),
                1,
                "web.1",
                Traffic.SERVING);
    }
}
