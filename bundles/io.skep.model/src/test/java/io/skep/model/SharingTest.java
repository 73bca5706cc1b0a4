package io.skep.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.skep.model.spec.Availability;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Equal parts of decoded values become one object. */
class SharingTest {

    private static final NodeId NODE = new NodeId("n1");
    private static final Stamp STAMP = new Stamp(1, Instant.EPOCH);

    private final State base =
            State.EMPTY.after(
                    List.of(
                            Change.put(
                                    Part.NODE_SPEC,
                                    NODE,
                                    new NodeSpec(
                                            "", Map.of(), NodeRole.WORKER, Availability.ACTIVE)),
                            Change.put(Part.SERVICE_SPEC, new ServiceId("s1"), wish())),
                    STAMP);

    @Test
    void tasksShareWhatTheirServiceHas() {
        var state =
                base.after(
                        List.of(
                                Change.put(Part.TASK_PLAN, new TaskId("t1"), plan("")),
                                Change.put(Part.TASK_PLAN, new TaskId("t2"), plan(""))),
                        STAMP);

        var service = state.services().get("s1").orElseThrow();
        for (var task : state.tasks()) {
            var plan = task.plan().value();
            assertSame(service.id(), plan.serviceId());
            assertSame(service.spec().name(), plan.serviceName());
            assertSame(service.spec().labels(), plan.serviceLabels());
            assertSame(service.spec().taskTemplate(), plan.spec());
            assertSame(state.nodes().get(NODE).orElseThrow().id(), plan.nodeId());
            assertEquals(plan(""), plan);
        }
    }

    @Test
    void aTasksNextPlanSharesWithTheOneBefore() {
        var first =
                base.after(List.of(Change.put(Part.TASK_PLAN, new TaskId("t1"), plan(""))), STAMP);
        var other = first.after(List.of(Change.remove(Kind.SERVICE, new ServiceId("s1"))), STAMP);
        var second =
                other.after(
                        List.of(Change.put(Part.TASK_PLAN, new TaskId("t1"), plan("boom"))), STAMP);

        var before = first.tasks().get("t1").orElseThrow();
        var after = second.tasks().get("t1").orElseThrow();
        assertNotSame(before.plan().value(), after.plan().value());
        assertSame(before.id(), after.id());
        assertSame(before.plan().value().spec(), after.plan().value().spec());
        assertSame(before.plan().value().nodeId(), after.plan().value().nodeId());
        assertEquals(plan("boom"), after.plan().value());
    }

    @Test
    void whatDiffersStaysDifferent() {
        var other = new TaskSpec(null, null, null, null, List.of(), null, 1, "");
        var plan = plan("").placed(new NodeId("n2"), List.of(), "x", Instant.EPOCH, "m");
        var odd =
                new TaskPlan(
                        new ServiceId("s2"),
                        "other",
                        Map.of("a", "2"),
                        1,
                        other,
                        1,
                        0,
                        plan.desired(),
                        plan.phase(),
                        plan.nodeId(),
                        plan.since(),
                        "m",
                        "",
                        null,
                        List.of(),
                        List.of(),
                        "x",
                        List.of());

        var state = base.after(List.of(Change.put(Part.TASK_PLAN, new TaskId("t1"), odd)), STAMP);

        assertEquals(odd, state.tasks().get("t1").orElseThrow().plan().value());
    }

    private static TaskSpec spec() {
        var container = ContainerSpec.of("nginx").withEnv(List.of("A=1"));
        return new TaskSpec(container, null, null, null, List.of(), null, 0, "container");
    }

    private static ServiceWish wish() {
        var spec =
                new ServiceSpec(
                        new String("web"),
                        Map.of("a", "1"),
                        spec(),
                        ServiceMode.replicated(1),
                        null,
                        null,
                        List.of(),
                        null);
        return new ServiceWish(spec, 1, null, 0, 0, null, false, Payload.EMPTY, Payload.EMPTY);
    }

    private static TaskPlan plan(String err) {
        return new TaskPlan(
                new ServiceId("s1"),
                "web",
                Map.of("a", "1"),
                1,
                spec(),
                1,
                0,
                TaskState.RUNNING,
                TaskState.ASSIGNED,
                new NodeId("n1"),
                Instant.EPOCH,
                "m",
                err,
                null,
                List.of(),
                List.of(),
                "spread",
                List.of());
    }
}
