package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.planning.Specs;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Labels and resources of nodes change while tasks run: what no longer fits moves, nothing else is
 * touched. Source: consensus-and-faults O-12; swarm-behaviour EN-1, PL-8.
 */
class ChangedNodesTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Hall hall = Hall.of(3);

    @Test
    void O_12_movesWhatALabelNoLongerAllowsWithinTenSecondsAndNothingElse() {
        for (var node : List.of("n1", "n2")) {
            hall.bench.users().label(new NodeId(node), "disk", "ssd");
        }
        var constrained = Specs.constraints("node.labels.disk==ssd");
        var web = hall.running(constrained.apply(Specs.replicated(4)));
        var other = hall.running(Specs.replicated(6));
        assertEquals(Map.of("n1", 2, "n2", 2, "n3", 0), hall.counts(web));
        var kept = on(web, "n2");

        hall.bench.users().label(new NodeId("n1"), "disk", "hdd");
        hall.bench.runFor(TEN_SECONDS);

        assertEquals(Map.of("n1", 0, "n2", 4, "n3", 0), hall.counts(web));
        assertEquals(4, hall.running(web));
        assertEquals(kept, on(web, "n2").subList(0, 2));
        assertEquals(6, hall.bench.tasks(other).size(), "tasks of others restarted");
    }

    @Test
    void O_12_movesNoMoreThanANodeThatShrankCannotHold() {
        var reserving = new ResourceRequirements(null, new Resources(1_000_000_000, 0, List.of()));
        for (var node : List.of("n1", "n2", "n3")) {
            hall.bench.agents().has(new NodeId(node), cpus(4));
        }
        var web = hall.running(Specs.resources(reserving).apply(Specs.replicated(6)));
        assertEquals(Map.of("n1", 2, "n2", 2, "n3", 2), hall.counts(web));

        hall.bench.agents().has(new NodeId("n1"), cpus(1));
        hall.bench.runFor(TEN_SECONDS);

        assertEquals(1, hall.counts(web).get("n1"));
        assertEquals(6, hall.running(web));
        assertEquals(7, hall.bench.tasks(web).size(), "one was restarted");
    }

    @Test
    void O_12_leavesRunningTasksWherePreferencesWouldNotPutThemNow() {
        var web = hall.running(Specs.replicated(6));

        for (var node : List.of("n1", "n2", "n3")) {
            hall.bench.users().label(new NodeId(node), "zone", node);
        }
        hall.bench.runFor(Duration.ofHours(1));

        assertEquals(6, hall.bench.tasks(web).size());
    }

    private List<Task> on(ServiceId service, String node) {
        return hall.bench.live(service).stream()
                .filter(task -> task.state() == TaskState.RUNNING)
                .filter(task -> hall.nodeOf(task).value().equals(node))
                .toList();
    }

    private static Resources cpus(long count) {
        return new Resources(count * 1_000_000_000, 1L << 40, List.of());
    }
}
