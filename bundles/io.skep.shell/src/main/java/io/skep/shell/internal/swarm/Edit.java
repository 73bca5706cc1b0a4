package io.skep.shell.internal.swarm;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.Placement;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.TaskSpec;
import io.skep.shell.internal.Refused;
import io.skep.shell.internal.Typed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to a task template, one at a time. */
record Edit(ContainerSpec container, TaskSpec before) {

    TaskSpec task() {
        return rebuilt(before.resources(), before.placement(), before.forceUpdate());
    }

    Edit constrain(List<String> put, List<String> removed) {
        if (put.isEmpty() && removed.isEmpty()) {
            return this;
        }
        var old = before.placementOrAnywhere();
        var placement =
                new Placement(
                        Typed.list(old.constraints(), put, removed),
                        old.preferences(),
                        old.maxReplicas(),
                        old.platforms());
        return with(rebuilt(before.resources(), placement, before.forceUpdate()));
    }

    Edit need(Needs needs) throws Refused {
        var resources = needs.over(before.resources());
        return with(rebuilt(resources, before.placement(), before.forceUpdate()));
    }

    Edit force() {
        return with(rebuilt(before.resources(), before.placement(), before.forceUpdate() + 1));
    }

    /** Published ports with some added and those of some target ports removed. */
    static @Nullable EndpointSpec endpoint(
            @Nullable EndpointSpec before, List<String> put, List<Integer> removed) throws Refused {
        if (put.isEmpty() && removed.isEmpty()) {
            return before;
        }
        var ports = new ArrayList<PortConfig>(before == null ? List.of() : before.ports());
        ports.removeIf(port -> removed.contains(port.targetPort()));
        for (var text : put) {
            ports.add(Typed.port(text));
        }
        return new EndpointSpec(before == null ? "" : before.mode(), ports);
    }

    private Edit with(TaskSpec changed) {
        return new Edit(container, changed);
    }

    private TaskSpec rebuilt(
            @Nullable ResourceRequirements resources, @Nullable Placement placement, long force) {
        return new TaskSpec(
                container,
                resources,
                before.restartPolicy(),
                placement,
                before.networks(),
                before.logDriver(),
                force,
                before.runtime());
    }
}
