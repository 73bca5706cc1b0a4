package io.skep.shell.internal.swarm;

import io.skep.model.spec.Limits;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.shell.internal.Refused;
import io.skep.shell.internal.Typed;
import org.jspecify.annotations.Nullable;

/** Limits and reservations as typed; what is empty stays as it is. */
record Needs(String limitCpu, String limitMemory, String reserveCpu, String reserveMemory) {

    @Nullable ResourceRequirements over(@Nullable ResourceRequirements before) throws Refused {
        var limits = limits(before == null ? null : before.limits());
        var kept = reservations(before == null ? null : before.reservations());
        return limits == null && kept == null ? null : new ResourceRequirements(limits, kept);
    }

    private @Nullable Limits limits(@Nullable Limits before) throws Refused {
        if (limitCpu.isEmpty() && limitMemory.isEmpty()) {
            return before;
        }
        var old = before == null ? new Limits(0, 0, 0) : before;
        return new Limits(
                limitCpu.isEmpty() ? old.nanoCpus() : Typed.cpus(limitCpu),
                limitMemory.isEmpty() ? old.memoryBytes() : Typed.memory(limitMemory),
                old.pids());
    }

    private @Nullable Resources reservations(@Nullable Resources before) throws Refused {
        if (reserveCpu.isEmpty() && reserveMemory.isEmpty()) {
            return before;
        }
        var old = before == null ? Resources.NONE : before;
        return new Resources(
                reserveCpu.isEmpty() ? old.nanoCpus() : Typed.cpus(reserveCpu),
                reserveMemory.isEmpty() ? old.memoryBytes() : Typed.memory(reserveMemory),
                old.genericResources());
    }
}
