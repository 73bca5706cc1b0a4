package io.skep.control.engine.internal.service;

import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Constraint;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Limits;
import io.skep.model.spec.Placement;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.RestartPolicy;
import io.skep.model.spec.TaskSpec;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a task template must fulfil. */
final class TaskRules {

    private static final long LEAST_NANO_CPUS = 1_000_000;
    private static final long LEAST_MEMORY = 4 * 1024 * 1024;

    private TaskRules() {}

    /** The container that passed. */
    static ContainerSpec check(TaskSpec task) {
        if (!task.runtime().equals("container")) {
            throw Refusals.plain(Code.INVALID, "unsupported runtime"); // SV-4
        }
        var container = task.containerSpec();
        if (container == null) {
            throw Refusals.plain(Code.INVALID, "mismatched Runtime and *Spec fields");
        }
        checkResources(task.resources());
        checkRestart(task.restartPolicy());
        checkPlacement(task.placementOrAnywhere());
        ContainerRules.check(container);
        return container;
    }

    private static void checkResources(@Nullable ResourceRequirements needs) {
        if (needs == null) {
            return;
        }
        checkLimits(needs.limits());
        checkReservations(needs.reservations());
    }

    private static void checkLimits(@Nullable Limits limits) {
        if (limits != null) {
            checkAmounts(limits.nanoCpus(), limits.memoryBytes());
            if (limits.pids() < 0) {
                throw Refusals.invalid("invalid pids limit " + limits.pids());
            }
        }
    }

    private static void checkReservations(@Nullable Resources kept) {
        if (kept != null) {
            checkAmounts(kept.nanoCpus(), kept.memoryBytes());
            kept.genericResources().forEach(TaskRules::checkGeneric);
        }
    }

    private static void checkAmounts(long nanoCpus, long memory) {
        if (nanoCpus != 0 && nanoCpus < LEAST_NANO_CPUS) {
            var cpus = BigDecimal.valueOf(nanoCpus, 9).stripTrailingZeros().toPlainString();
            throw Refusals.invalid("invalid cpu value " + cpus + ": Must be at least 0.001");
        }
        if (memory != 0 && memory < LEAST_MEMORY) {
            throw Refusals.invalid("invalid memory value " + memory + ": Must be at least 4MiB");
        }
    }

    // RE-3: nodes may name single resources, services only count them
    private static void checkGeneric(GenericResource resource) {
        var count = resource.discreteResourceSpec();
        if (resource.namedResourceSpec() != null || count == null) {
            throw Refusals.invalid("invalid argument: generic resources must be discrete");
        }
        if (count.kind().isEmpty() || count.value() < 0) {
            throw Refusals.invalid("invalid argument: generic resource '" + count.kind() + "'");
        }
    }

    private static void checkRestart(@Nullable RestartPolicy policy) {
        if (policy == null) {
            return;
        }
        ServiceRules.checkPositive("TaskSpec: restart-delay", policy.delay());
        ServiceRules.checkPositive("TaskSpec: restart-window", policy.window());
        var attempts = policy.maxAttempts();
        if (attempts != null && attempts < 0) {
            throw Refusals.invalid("TaskSpec: restart-max-attempts cannot be negative");
        }
    }

    // an expression that does not parse would place tasks anywhere (swarm-behaviour 3, number 60)
    private static void checkPlacement(Placement placement) {
        if (placement.maxReplicas() < 0) {
            throw Refusals.invalid("Placement: max replicas per node cannot be negative");
        }
        try {
            placement.constraints().forEach(Constraint::parse);
        } catch (IllegalArgumentException malformed) {
            throw Refusals.unknown(String.valueOf(malformed.getMessage()));
        }
    }
}
