package io.skep.updater.internal;

import static io.skep.updater.internal.Site.MINUTE;
import static io.skep.updater.internal.Site.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Specs;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Task;
import io.skep.model.spec.Availability;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes come and go in the middle of an update. Source: consensus-and-faults O-10, O-11. */
class DisturbedTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    @ParameterizedTest
    @ValueSource(strings = {"stop-first", "start-first"})
    void O_10_completesWhenANodeIsDrainedInTheMiddle(String order) {
        var site = half(order, 3);

        site.bench.users().availability(N1, Availability.DRAIN);
        site.bench.runFor(MINUTE);

        assertEquals("0+6", site.running("nginx:1", "nginx:2"));
        assertEquals("completed", site.state());
        assertTrue(nodes(site).noneMatch(N1::equals));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-first", "start-first"})
    void O_10_completesElsewhereWhenANodeIsPausedInTheMiddle(String order) {
        var site = half(order, 3);
        var before = site.of("nginx:2");

        site.bench.users().availability(N1, Availability.PAUSE);
        site.bench.runFor(MINUTE);

        assertEquals("0+6", site.running("nginx:1", "nginx:2"));
        assertEquals("completed", site.state());
        assertEquals(List.of(), placedAfter(site, before));
    }

    /** What came to the paused node although it was paused. */
    private static List<Task> placedAfter(Site site, List<Task> before) {
        return site.of("nginx:2").stream()
                .filter(task -> N1.equals(task.plan().value().nodeId()))
                .filter(task -> before.stream().noneMatch(it -> it.id().equals(task.id())))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-first", "start-first"})
    void O_10_completesWhenANodeGoesDownInTheMiddle(String order) {
        var site = half(order, 3);

        site.bench.agents().state(N1, NodeState.DOWN);
        site.bench.runFor(MINUTE);

        assertEquals("completed", site.state());
        assertEquals(6, site.live().size());
        assertTrue(nodes(site).noneMatch(N1::equals));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop-first", "start-first"})
    void O_11_hasOneTaskOnEachNodeAlsoOfThoseThatJoinAndLeaveInTheMiddle(String order) {
        var rolling = Specs.rollout(Specs.rolling(1, "pause", order), null);
        var site = Site.running(4, rolling.apply(Specs.global()));
        site.update(Specs.image("nginx:2"));
        site.step();

        site.bench.agents().join("n5");
        site.bench.settle();
        site.step();
        site.bench.agents().state(N1, NodeState.DOWN);
        site.bench.users().remove(N1);
        site.bench.settle();
        site.bench.users().availability(N2, Availability.DRAIN);
        site.bench.settle();
        site.step();
        site.bench.agents().join("n6");
        site.bench.runFor(MINUTE);

        assertEquals("completed", site.state());
        var on = nodes(site).map(NodeId::value).sorted().toList();
        assertEquals(List.of("n3", "n4", "n5", "n6"), on);
        assertEquals("0+4", site.running("nginx:1", "nginx:2"));

        site.bench.users().availability(N2, Availability.ACTIVE);
        site.bench.runFor(MINUTE);
        assertEquals("0+5", site.running("nginx:1", "nginx:2"));
    }

    /** Six tasks, some of them new, some on their way. */
    private static Site half(String order, int nodes) {
        var rolling = Specs.rollout(Specs.rolling(2, "pause", order), null);
        var site = Site.running(nodes, rolling.apply(Specs.replicated(6)));
        site.update(Specs.image("nginx:2"));
        while (site.of("nginx:2").size() < 3) {
            site.step();
            site.bench.pass(SECOND);
        }
        assertTrue(!site.of("nginx:1").isEmpty() && !site.of("nginx:2").isEmpty());
        return site;
    }

    private static Stream<NodeId> nodes(Site site) {
        return site.live().stream().map(task -> task.plan().value().nodeId());
    }
}
