package io.skep.updater.internal.rollout;

import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.UpdateConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an update or a rollback proceeds, defaults filled in. Source: swarm-behaviour UP-1. */
final class Settings {

    private static final UpdateConfig DEFAULT = new UpdateConfig(1, null, "", null, 0, "");
    private static final Duration DEFAULT_MONITOR = Duration.ofSeconds(5);

    private final UpdateConfig config;

    private Settings(@Nullable UpdateConfig given) {
        this.config = given == null ? DEFAULT : given;
    }

    static Settings ofUpdate(ServiceSpec spec) {
        return new Settings(spec.updateConfig());
    }

    static Settings ofRollback(ServiceSpec spec) {
        return new Settings(spec.rollbackConfig());
    }

    /** Slots at once. */
    long parallelism() {
        return config.parallelism() == 0 ? Long.MAX_VALUE : config.parallelism();
    }

    /** Time after each slot before the next one. */
    Duration delay() {
        var given = config.delay();
        return given == null ? Duration.ZERO : given;
    }

    /** How long a new task is watched once it runs. UP-11: longer than the delay. */
    Duration monitor() {
        var given = config.monitor();
        var monitor = given == null || given.isZero() ? DEFAULT_MONITOR : given;
        return delay().compareTo(monitor) >= 0 ? delay().plusSeconds(1) : monitor;
    }

    /** Whether failures matter. */
    boolean watches() {
        return !config.failureAction().equals("continue");
    }

    /** Whether failures lead back. */
    boolean rollsBack() {
        return config.failureAction().equals("rollback");
    }

    /** Whether so many failures among so many slots are too many: strictly more than allowed. */
    boolean tooMany(long failures, long slots) {
        return (float) failures / Math.max(1, slots) > (float) config.maxFailureRatio();
    }

    /** Whether the new task is started before the old one is stopped. */
    boolean startFirst() {
        return config.order().equals("start-first");
    }
}
