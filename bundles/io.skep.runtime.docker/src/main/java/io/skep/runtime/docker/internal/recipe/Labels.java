package io.skep.runtime.docker.internal.recipe;

import io.skep.runtime.spi.Workload;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels by which everybody finds a task's container. Source: swarm-behaviour EX-6, RUN-3. */
public final class Labels {

    public static final String CLUSTER = "io.skep.cluster.id";
    public static final String TASK_ID = "com.docker.swarm.task.id";

    private Labels() {}

    static SortedMap<String, String> of(Workload workload) {
        var labels = new TreeMap<>(workload.container().labels());
        labels.put("com.docker.swarm.node.id", workload.node().value());
        labels.put("com.docker.swarm.service.id", workload.plan().serviceId().value());
        labels.put("com.docker.swarm.service.name", workload.plan().serviceName());
        labels.put("com.docker.swarm.task", "");
        labels.put(TASK_ID, workload.task().value());
        labels.put("com.docker.swarm.task.name", workload.name());
        labels.put(CLUSTER, workload.cluster().value());
        return labels;
    }
}
