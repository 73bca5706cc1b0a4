package io.skep.control.engine.internal.service;

import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Names;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.View;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.UpdateConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a service's spec must fulfil. Source: swarm-behaviour SV-18. */
final class ServiceRules {

    private static final List<String> ACTIONS = List.of("", "pause", "continue", "rollback");
    private static final List<String> ROLLBACK_ACTIONS = List.of("", "pause", "continue");
    private static final List<String> ORDERS = List.of("", "stop-first", "start-first");

    private ServiceRules() {}

    static void check(ServiceSpec spec, View view) {
        Names.dns(spec.name());
        var container = TaskRules.check(spec.taskTemplate());
        new Templates(spec.labels()).check(container);
        checkMode(spec.mode());
        checkUpdates(spec);
        PortRules.check(spec.endpointSpec());
        ReferenceRules.check(container, view);
        PortRules.checkIngress(spec, view);
    }

    private static void checkMode(ServiceMode mode) {
        if (mode instanceof ServiceMode.Replicated replicated) {
            checkCount("replicas", replicated.replicas());
        }
        if (mode instanceof ServiceMode.ReplicatedJob job) {
            checkCount("concurrent jobs", job.maxConcurrent());
            checkCount("total completions", job.totalCompletions());
        }
    }

    private static void checkCount(String what, long number) {
        if (number < 0) {
            throw Refusals.invalid("Number of %s must be non-negative", what);
        }
    }

    // JB-7
    private static void checkUpdates(ServiceSpec spec) {
        if (spec.mode().job() && spec.updateConfig() != null) {
            throw Refusals.invalid("Jobs may not have an update config");
        }
        if (spec.mode().job() && spec.rollbackConfig() != null) {
            throw Refusals.invalid("Jobs may not have a rollback config");
        }
        checkUpdate(spec.updateConfig(), ACTIONS);
        checkUpdate(spec.rollbackConfig(), ROLLBACK_ACTIONS);
    }

    private static void checkUpdate(@Nullable UpdateConfig config, List<String> actions) {
        if (config == null) {
            return;
        }
        if (!actions.contains(config.failureAction())) {
            throw Refusals.plain(
                    Code.INVALID, "unrecognized update failure action " + config.failureAction());
        }
        if (!ORDERS.contains(config.order())) {
            throw Refusals.plain(Code.INVALID, "unrecognized update order " + config.order());
        }
        checkPace(config);
    }

    private static void checkPace(UpdateConfig config) {
        if (config.parallelism() < 0) {
            throw Refusals.invalid("TaskSpec: update-parallelism cannot be negative");
        }
        checkPositive("TaskSpec: update-delay", config.delay());
        checkPositive("TaskSpec: update-monitor", config.monitor());
        if (!(config.maxFailureRatio() >= 0 && config.maxFailureRatio() <= 1)) {
            throw Refusals.invalid(
                    "TaskSpec: update-maxfailureratio cannot be less than 0 or bigger than 1");
        }
    }

    static void checkPositive(String what, @Nullable Duration duration) {
        if (duration != null && duration.isNegative()) {
            throw Refusals.invalid("%s cannot be negative", what);
        }
    }
}
