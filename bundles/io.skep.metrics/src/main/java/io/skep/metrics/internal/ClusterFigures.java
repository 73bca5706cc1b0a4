package io.skep.metrics.internal;

import io.skep.lifecycle.MetricSink;
import io.skep.lifecycle.MetricSource;
import io.skep.model.NodeState;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.store.Store;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the cluster consists of, as this manager has it; all zero on a worker. */
final class ClusterFigures implements MetricSource {

    private final Store store;

    ClusterFigures(Store store) {
        this.store = store;
    }

    @Override
    public void measure(MetricSink sink) {
        var view = store.view();
        sink.gauges(
                "nodes",
                "Nodes by state.",
                "state",
                counted(NodeState.values(), view.nodes().stream().map(node -> node.state())));
        sink.gauges(
                "nodes_available",
                "Nodes by availability.",
                "availability",
                counted(
                        Availability.values(),
                        view.nodes().stream().map(node -> node.spec().value().availability())));
        sink.gauge(
                "managers",
                "Nodes that are wanted as managers.",
                view.nodes().stream()
                        .filter(node -> node.spec().value().role() == NodeRole.MANAGER)
                        .count());
        sink.gauge("services", "Services.", view.services().size());
        sink.gauges(
                "tasks",
                "Tasks by state, also those that ended and are remembered.",
                "state",
                counted(states(), view.tasks().stream().map(task -> task.state())));
        sink.gauge("networks", "Networks of the cluster.", view.networks().size());
        sink.gauge("secrets", "Secrets.", view.secrets().size());
        sink.gauge("configs", "Configs.", view.configs().size());
    }

    /** A task is never in what can only be wished. */
    private static TaskState[] states() {
        return Stream.of(TaskState.values())
                .filter(state -> state != TaskState.REMOVE)
                .toArray(TaskState[]::new);
    }

    /** How often each constant occurs, also those that do not. */
    private static <E extends Enum<E>> SortedMap<String, Double> counted(E[] all, Stream<E> seen) {
        Function<E, String> label = constant -> constant.name().toLowerCase(Locale.ROOT);
        var counts = new TreeMap<String, Double>();
        Stream.of(all).forEach(constant -> counts.put(label.apply(constant), 0.0));
        seen.forEach(constant -> counts.merge(label.apply(constant), 1.0, Double::sum));
        return counts;
    }
}
