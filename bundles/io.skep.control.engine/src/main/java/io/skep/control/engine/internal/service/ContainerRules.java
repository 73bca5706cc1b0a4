package io.skep.control.engine.internal.service;

import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Healthcheck;
import io.skep.model.spec.Mount;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a container must fulfil. */
final class ContainerRules {

    private static final List<String> MOUNT_TYPES =
            List.of("bind", "volume", "tmpfs", "npipe", "cluster");
    private static final Duration LEAST = Duration.ofMillis(1);

    private ContainerRules() {}

    static void check(ContainerSpec container) {
        ImageName.check(container.image());
        checkMounts(container.mounts());
        checkHealth(container.healthcheck());
        ServiceRules.checkPositive("ContainerSpec: StopGracePeriod", container.stopGracePeriod());
    }

    private static void checkMounts(List<Mount> mounts) {
        var targets = new TreeSet<String>();
        for (var mount : mounts) {
            if (!MOUNT_TYPES.contains(mount.type())) {
                throw Refusals.plain(Code.INVALID, "invalid MountType: \"%s\"", mount.type());
            }
            if (!targets.add(mount.target())) {
                throw Refusals.invalid("ContainerSpec: duplicate mount point: " + mount.target());
            }
        }
    }

    private static void checkHealth(@Nullable Healthcheck check) {
        if (check == null) {
            return;
        }
        checkPeriod("Interval", check.interval());
        checkPeriod("Timeout", check.timeout());
        checkPeriod("StartPeriod", check.startPeriod());
        checkPeriod("StartInterval", check.startInterval());
        if (check.retries() < 0) {
            throw Refusals.invalid("ContainerSpec: Retries in HealthConfig cannot be negative");
        }
    }

    private static void checkPeriod(String name, @Nullable Duration period) {
        if (period != null && !period.isZero() && period.compareTo(LEAST) < 0) {
            throw Refusals.invalid(
                    "ContainerSpec: " + name + " in HealthConfig cannot be less than 1ms");
        }
    }
}
