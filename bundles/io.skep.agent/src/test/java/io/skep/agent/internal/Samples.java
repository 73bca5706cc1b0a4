package io.skep.agent.internal;

import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.model.spec.TaskSpec;
import io.skep.slice.Assignment;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Values for tests. */
public final class Samples {

    public static final NodeId ME = new NodeId("me");
    public static final Payload AUTH = Payload.of(new byte[] {1, 2, 3});

    private Samples() {}

    public static TaskId task(String name) {
        return new TaskId(name);
    }

    public static TaskPlan plan(TaskState desired) {
        return new TaskPlan(
                new ServiceId("service"),
                "web",
                Map.of(),
                1,
                TaskSpec.EMPTY,
                1,
                0,
                desired,
                TaskState.ASSIGNED,
                ME,
                Instant.EPOCH,
                "scheduler assigned task to node",
                "",
                null,
                List.of(),
                List.of(),
                "spread",
                List.of());
    }

    public static Assignment assignment(String name, TaskState desired) {
        return new Assignment(task(name), plan(desired), AUTH);
    }

    public static TaskStatus status(TaskState state) {
        return new TaskStatus(
                state, Instant.EPOCH, Instant.EPOCH, state.label(), "", null, List.of());
    }

    public static NodeDescription description(String hostname) {
        return new NodeDescription(
                hostname,
                new Platform("x86_64", "linux"),
                new Resources(2_000_000_000L, 1L << 30, List.of()),
                "24.0",
                Map.of(),
                List.of(),
                List.of("process"));
    }
}
