package io.skep.codec;

import io.skep.model.NodeId;
import io.skep.model.Rejection;
import io.skep.model.ServiceId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Plans of tasks to write. */
final class Plans {

    private Plans() {}

    static TaskPlan plan(Map<String, String> labels, List<Rejection> explain) {
        return new TaskPlan(
                new ServiceId("s1"),
                "web",
                labels,
                3,
                TaskSpec.EMPTY,
                5,
                0,
                TaskState.RUNNING,
                TaskState.ASSIGNED,
                new NodeId("n1"),
                Instant.EPOCH,
                "m",
                "",
                null,
                List.of(),
                List.of(),
                "spread",
                explain);
    }
}
