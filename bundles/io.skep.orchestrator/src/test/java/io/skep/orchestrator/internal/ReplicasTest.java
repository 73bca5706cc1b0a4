package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Specs;
import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskDefaults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    @Test
    void SV_1_makesAsManyTasksAsReplicas() {
        var bench = Benches.withNodes(3);

        var web = bench.users().create(Specs.replicated(5));
        bench.run();

        assertEquals(List.of(1, 2, 3, 4, 5), Benches.slots(bench, web));
        assertTrue(bench.live(web).stream().allMatch(t -> t.state() == TaskState.RUNNING));
    }

    @Test
    void SV_1_makesNoTaskForNoReplica() {
        var bench = Benches.withNodes(1);

        var web = bench.users().create(Specs.replicated(0));
        bench.run();

        assertEquals(List.of(), bench.tasks(web));
    }

    @Test
    void TK_3_givesTasksTheirOwnCopyOfWhatTheServiceSays() {
        var bench = Benches.withNodes(1);
        var ports =
                List.of(
                        new PortConfig("", "tcp", 80, 8080, "host"),
                        new PortConfig("", "tcp", 81, 8081, "ingress"));
        var plain = Specs.replicated(1);
        var spec =
                new ServiceSpec(
                        "web",
                        Map.of("a", "b"),
                        plain.taskTemplate(),
                        plain.mode(),
                        null,
                        null,
                        List.of(),
                        new EndpointSpec("vip", ports));

        var web = bench.users().create(spec);
        bench.settle();

        var plan = bench.tasks(web).get(0).plan().value();
        assertEquals("web", plan.serviceName());
        assertEquals(Map.of("a", "b"), plan.serviceLabels());
        assertEquals(plain.taskTemplate(), plan.spec());
        assertEquals(bench.service(web).versionInForce(), plan.specVersion());
        assertEquals(ports.subList(0, 1), plan.ports());
        assertEquals(spec.endpointSpec(), plan.origin().endpointSpec());
        assertEquals(TaskState.RUNNING, plan.desired());
    }

    @Test
    void TK_3_givesTasksTheClustersLogDriverWhenTheirSpecNamesNone() {
        var bench = Benches.withNodes(1);
        var cluster = ClusterSpec.defaults();
        var driver = new LogDriver("syslog", Map.of());
        bench.users()
                .cluster(
                        new ClusterSpec(
                                "default",
                                Map.of(),
                                cluster.orchestration(),
                                cluster.raft(),
                                cluster.dispatcher(),
                                cluster.caConfig(),
                                new TaskDefaults(driver),
                                cluster.encryptionConfig(),
                                Map.of()));

        var web = bench.users().create(Specs.replicated(1));
        bench.settle();

        assertEquals(driver, bench.tasks(web).get(0).plan().value().logDriver().orElseThrow());
    }

    @Test
    void TK_11_fillsTheLowestFreeSlots() {
        var bench = Benches.withNodes(1);
        var web = bench.users().create(Specs.replicated(2));
        bench.run();
        var first = bench.live(web).get(0);
        bench.users().update(web, Specs.replicas(1));
        bench.run();
        var rest = Benches.slots(bench, web);

        bench.users().update(web, Specs.replicas(4));
        bench.run();

        assertEquals(List.of(first.plan().value().slot()), rest);
        assertEquals(List.of(1, 2, 3, 4), Benches.slots(bench, web));
    }

    @Test
    void EN_7_forgetsScaledDownTasks() {
        var bench = Benches.withNodes(1);
        var web = bench.users().create(Specs.replicated(3));
        bench.run();

        bench.users().update(web, Specs.replicas(1));
        bench.settle();
        var desired = Benches.desired(bench, web);
        bench.run();

        assertEquals(List.of(TaskState.RUNNING, TaskState.REMOVE, TaskState.REMOVE), desired);
        assertEquals(1, bench.tasks(web).size());
    }

    @Test
    void scalesDownOnTheNodesWithMostTasks() {
        var bench = Benches.withNodes(1);
        var web = bench.users().create(Specs.replicated(3));
        bench.run();
        bench.agents().join("n2");
        bench.users().update(web, Specs.replicas(4));
        bench.run();
        var before = Benches.nodes(bench, web);

        bench.users().update(web, Specs.replicas(2));
        bench.run();

        assertEquals(List.of("n1", "n1", "n1", "n2"), before);
        assertEquals(List.of("n1", "n2"), Benches.nodes(bench, web));
    }

    @Test
    void scalesDownWhatDoesNotRunFirst() {
        var bench = Benches.withNodes(1);
        var web = bench.users().create(Specs.replicated(3));
        bench.settle();
        bench.agents().obey(task -> task.plan().value().slot() != 1);
        bench.settle();

        bench.users().update(web, Specs.replicas(2));
        bench.settle();

        assertEquals(List.of(2, 3), Benches.slots(bench, web));
    }

    @Test
    void scalesDownWhatHasNoNodeFirst() {
        var bench = Benches.withNodes(1);
        var web = bench.users().create(Specs.replicated(2));
        bench.run();
        bench.users().update(web, Specs.constraints("node.id==elsewhere"));
        bench.users().update(web, Specs.replicas(3));
        bench.run();
        var without = bench.live(web).stream().filter(t -> t.plan().value().nodeId() == null);
        assertEquals(List.of(3), without.map(t -> t.plan().value().slot()).toList());

        bench.users().update(web, Specs.replicas(2));
        bench.run();

        assertEquals(List.of(1, 2), Benches.slots(bench, web));
    }

    @Test
    void SV_13_endsTheTasksOfARemovedService() {
        var bench = Benches.withNodes(1);
        var web = bench.users().create(Specs.replicated(2));
        bench.run();

        bench.users().remove(web);
        bench.settle();
        var desired = Benches.desired(bench, web);
        bench.run();

        assertEquals(List.of(TaskState.REMOVE, TaskState.REMOVE), desired);
        assertEquals(List.of(), bench.tasks(web));
    }

    @Test
    void SV_13_keepsRemovedTasksOfADownNodeUntilItIsGone() {
        var bench = Benches.withNodes(1);
        var web = bench.users().create(Specs.replicated(1));
        bench.run();
        var n1 = new NodeId("n1");
        bench.agents().state(n1, io.skep.model.NodeState.DOWN);
        bench.users().remove(web);
        bench.run();
        var while_down = bench.tasks(web).size();

        bench.users().remove(n1);
        bench.run();

        assertEquals(1, while_down);
        assertEquals(List.of(), bench.tasks(web));
    }

    @Test
    void refillsASlotWhoseTaskWasDeleted() {
        var bench = Benches.withNodes(1);
        var web = bench.users().create(Specs.replicated(2));
        bench.run();
        Task gone = bench.live(web).get(0);

        bench.commit(io.skep.model.Change.remove(io.skep.model.Kind.TASK, gone.id()));
        bench.run();

        assertEquals(List.of(1, 2), Benches.slots(bench, web));
    }
}
