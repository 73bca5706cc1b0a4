package io.skep.runtime.engine.internal.task;

import io.skep.model.NodeDescription;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.runtime.engine.internal.template.Expansion;
import io.skep.runtime.engine.internal.template.Facts;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.Workload;
import io.skep.slice.Assignment;
import java.util.List;
import java.util.Map;

/** Makes of an assignment what a runtime understands. */
final class Workloads {

    private static final NodeDescription UNKNOWN =
            new NodeDescription(
                    "", new Platform("", ""), Resources.NONE, "", Map.of(), List.of(), List.of());

    private Workloads() {}

    /** The workload, with its placeholders expanded. Source: swarm-behaviour TK-10, TP-4. */
    static Workload of(Assignment wish, Setting setting) {
        var plan = wish.plan();
        var container = plan.spec().containerSpec();
        if (container == null) {
            throw RuntimeFailure.fatal("task has no container");
        }
        return new Workload(
                wish.task(),
                name(wish, setting),
                setting.context().cluster(),
                setting.context().node(),
                plan,
                new Expansion(facts(wish, setting)).of(container),
                wish.registryAuth());
    }

    /** What its placeholders may name. */
    static Map<String, Object> facts(Assignment wish, Setting setting) {
        var description = setting.runtimes().facts().orElse(UNKNOWN);
        var node = setting.context().node();
        return Facts.of(wish.task(), name(wish, setting), wish.plan(), node, description);
    }

    private static String name(Assignment wish, Setting setting) {
        var plan = wish.plan();
        var node = setting.context().node();
        var slot = plan.slot() > 0 ? Integer.toString(plan.slot()) : node.value();
        return plan.serviceName() + "." + slot + "." + wish.task();
    }
}
