package io.skep.updater.internal;

import static io.skep.updater.internal.Site.MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.skep.itests.planning.Specs;
import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Placement;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.RestartPolicy;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What makes tasks outdated, and what does not. */
class FreshnessTest {

    @Test
    void UP_3_labelsReplicasAndUpdateConfigReplaceNothing() {
        replacesNothing(Specs.labels(Map.of("a", "b")));
        replacesNothing(Specs.replicas(2));
        replacesNothing(Specs.rollout(Specs.rolling(3, "continue", "start-first"), null));
    }

    @Test
    void UP_3_imagePolicyResourcesPortsAndForceReplaceAll() {
        var resources = new ResourceRequirements(null, new Resources(1, 1, List.of()));
        replacesAll(Specs.image("nginx:2"));
        replacesAll(Specs.restart(Specs.restart(RestartCondition.NONE, Duration.ZERO, 0)));
        replacesAll(Specs.resources(resources));
        replacesAll(endpoint(new EndpointSpec("dnsrr", List.of())));
        replacesAll(
                endpoint(
                        new EndpointSpec(
                                "vip", List.of(new PortConfig("", "tcp", 80, 8080, "ingress")))));
        replacesAll(Specs.force());
    }

    @Test
    void UP_2_whatIsAbsentEqualsWhatIsEmpty() {
        replacesNothing(task(Placement.ANYWHERE, new RestartPolicy(null, null, 0L, null)));
        replacesNothing(Specs.resources(new ResourceRequirements(null, Resources.NONE)));
        replacesNothing(endpoint(new EndpointSpec("", List.of())));
    }

    @Test
    void UP_2_aDelayOfZeroIsNoAbsentDelay() {
        replacesAll(task(Placement.ANYWHERE, new RestartPolicy(null, Duration.ZERO, null, null)));
    }

    @Test
    void UP_2_keepsTasksWhoseNodeFitsTheNewConstraints() {
        var site = Site.running(2, Specs.replicated(2));
        site.bench.users().label(new NodeId("n1"), "a", "x");
        site.bench.settle();

        site.update(Specs.constraints("node.labels.a!=x"));
        site.bench.runFor(MINUTE);

        var nodes = site.live().stream().map(task -> task.plan().value().nodeId()).toList();
        assertEquals(List.of(new NodeId("n2"), new NodeId("n2")), nodes);
        assertEquals(3, site.bench.tasks(site.web).size());
        assertEquals("completed", site.state());
    }

    @Test
    void EN_1_takesTheConstraintsOfTheServiceNotOfTheTask() {
        var site = Site.running(1, Specs.replicated(1));
        var task = site.live().get(0);
        site.update(Specs.constraints("node.labels.a!=x"));
        var kept = site.bench.task(task.id()).wanted();

        site.bench.users().label(new NodeId("n1"), "a", "x");
        site.bench.settle();

        assertEquals(true, kept);
        assertEquals(TaskState.REJECTED, site.bench.task(task.id()).state());
    }

    @Test
    void EN_1_leavesWhatAnUpdateReplacesToTheUpdate() {
        var site = Site.running(2, Specs.replicated(4));
        site.bench.users().label(new NodeId("n1"), "a", "x");
        site.bench.settle();
        site.update(Specs.constraints("node.labels.a!=x"));
        var before = site.live().stream().filter(t -> t.state() == TaskState.RUNNING).count();

        site.bench.elect();
        site.bench.settle();

        assertEquals(3, before);
        assertEquals(3, site.live().stream().filter(t -> t.state() == TaskState.RUNNING).count());
        site.bench.runFor(MINUTE);
        assertEquals("completed", site.state());
    }

    @Test
    void UP_2_otherCredentialsReplaceOnlyWhatIsNotHealthyYet() {
        var site = Site.running(2, Specs.replicated(2));
        site.bench.agents().report(site.live().get(0).id(), TaskState.FAILED);
        site.bench.runFor(Duration.ofSeconds(5));
        site.bench.users().update(site.web, Specs.replicas(3));
        site.bench.settle();
        var healthy = site.live().stream().filter(t -> t.state() == TaskState.RUNNING).toList();
        var other = site.live().stream().filter(t -> t.state() != TaskState.RUNNING).toList();

        site.bench.users().update(site.web, Specs.labels(Map.of()), Payload.of(new byte[] {1}));
        site.bench.settle();

        assertEquals(List.of(true, true), healthy.stream().map(t -> wanted(site, t)).toList());
        assertEquals(List.of(false), other.stream().map(t -> wanted(site, t)).toList());
    }

    private static boolean wanted(Site site, Task task) {
        return site.bench.state().tasks().get(task.id()).filter(Task::wanted).isPresent();
    }

    private static void replacesNothing(UnaryOperator<ServiceSpec> change) {
        var site = Site.running(2, Specs.replicated(2));
        var before = site.live().stream().map(Task::id).toList();

        site.update(change);
        site.bench.runFor(MINUTE);

        assertEquals(before, site.live().stream().map(Task::id).toList());
        assertEquals("", site.state());
    }

    private static void replacesAll(UnaryOperator<ServiceSpec> change) {
        var site = Site.running(2, Specs.replicated(2));
        var before = site.live().stream().map(Task::id).toList();

        site.update(change);
        site.bench.runFor(MINUTE);

        var after = site.live().stream().map(Task::id).toList();
        assertEquals(2, after.size());
        assertEquals(0, after.stream().filter(before::contains).count());
        assertNotEquals("", site.state());
    }

    private static UnaryOperator<ServiceSpec> endpoint(EndpointSpec endpoint) {
        return spec ->
                new ServiceSpec(
                        spec.name(),
                        spec.labels(),
                        spec.taskTemplate(),
                        spec.mode(),
                        spec.updateConfig(),
                        spec.rollbackConfig(),
                        spec.networks(),
                        endpoint);
    }

    private static UnaryOperator<ServiceSpec> task(Placement placement, RestartPolicy policy) {
        return spec ->
                spec.withTaskTemplate(
                        new TaskSpec(
                                spec.taskTemplate().containerSpec(),
                                null,
                                policy,
                                placement,
                                List.of(),
                                null,
                                0,
                                ""));
    }
}
