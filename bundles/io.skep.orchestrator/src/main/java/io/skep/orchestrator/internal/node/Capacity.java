package io.skep.orchestrator.internal.node;

import io.skep.model.Node;
import io.skep.model.Task;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Resources;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a node has in all, used up by its tasks one after another. */
final class Capacity {

    private final boolean known;
    private final Map<String, Long> counted = new TreeMap<>();
    private final TreeSet<String> named = new TreeSet<>();
    private long nanoCpus;
    private long memoryBytes;

    Capacity(Node node) {
        var status = node.status();
        var has = status == null ? Resources.NONE : status.value().description().resources();
        this.known = status != null;
        this.nanoCpus = has.nanoCpus();
        this.memoryBytes = has.memoryBytes();
        has.genericResources().forEach(this::add);
    }

    /** Whether there is room for the task; then it is taken. */
    boolean holds(Task task) {
        var plan = task.plan().value();
        var need = plan.spec().reservations();
        if (!known) {
            return true;
        }
        if (need.nanoCpus() > nanoCpus
                || need.memoryBytes() > memoryBytes
                || !plan.genericResources().stream().allMatch(this::has)) {
            return false;
        }
        nanoCpus -= need.nanoCpus();
        memoryBytes -= need.memoryBytes();
        plan.genericResources().forEach(this::take);
        return true;
    }

    private void add(GenericResource resource) {
        var discrete = resource.discreteResourceSpec();
        if (discrete != null) {
            counted.merge(discrete.kind(), discrete.value(), Long::sum);
        } else {
            named.add(name(resource));
        }
    }

    private boolean has(GenericResource claim) {
        var discrete = claim.discreteResourceSpec();
        return discrete != null
                ? counted.getOrDefault(discrete.kind(), 0L) >= discrete.value()
                : named.contains(name(claim));
    }

    private void take(GenericResource claim) {
        var discrete = claim.discreteResourceSpec();
        if (discrete != null) {
            counted.merge(discrete.kind(), -discrete.value(), Long::sum);
        } else {
            named.remove(name(claim));
        }
    }

    private static String name(GenericResource resource) {
        var spec = resource.namedResourceSpec();
        return spec == null ? "" : spec.kind() + "=" + spec.value();
    }
}
