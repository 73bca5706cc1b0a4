package io.skep.dispatcher.internal.session;

import io.skep.codec.PlanWeight;
import io.skep.model.Config;
import io.skep.model.Secret;
import io.skep.model.TaskId;
import io.skep.transport.agent.Assignments;
import io.skep.transport.agent.TaskOrder;
import java.util.ArrayList;
import java.util.List;

/** One frame in the making. Source: swarm-behaviour DI-3. */
final class Page {

    private static final int MAX_ITEMS = 100;
    private static final int MAX_BYTES = 1024 * 1024;

    private final List<TaskOrder> tasks = new ArrayList<>();
    private final List<TaskId> removed = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();
    private final List<Config> configs = new ArrayList<>();
    private final PlanWeight plans = new PlanWeight();
    private int bytes;

    /** Whether one more fits; a single one always does. */
    boolean hasRoom() {
        var items = tasks.size() + removed.size() + secrets.size() + configs.size();
        return items < MAX_ITEMS && bytes < MAX_BYTES;
    }

    void add(TaskOrder order) {
        tasks.add(order);
        bytes += plans.of(order.plan()) + order.registryAuth().size();
    }

    void remove(TaskId task) {
        removed.add(task);
    }

    void add(Secret secret) {
        secrets.add(secret);
        bytes += secret.spec().value().data().size();
    }

    void add(Config config) {
        configs.add(config);
        bytes += config.spec().value().data().size();
    }

    /** A part of the whole set. */
    Assignments set(long number, boolean more) {
        return new Assignments(number, true, more, tasks, List.of(), secrets, configs, List.of());
    }

    /** A difference. */
    Assignments difference(long number, List<String> dropped) {
        return new Assignments(number, false, false, tasks, removed, secrets, configs, dropped);
    }
}
