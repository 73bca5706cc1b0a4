package io.skep.model;

import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskDefaults;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a task was made from, apart from its spec.
 *
 * @param endpointSpec the endpoint wish it was made for. Source: swarm-behaviour TK-3
 * @param logDriver the cluster's default when it was made
 * @param replacedAt when an update put it in place of an outdated task; absent for all others
 * @param ranAt when that update saw it running. Source: swarm-behaviour UP-9
 */
public record Origin(
        @Nullable EndpointSpec endpointSpec,
        @Nullable LogDriver logDriver,
        @Nullable Instant replacedAt,
        @Nullable Instant ranAt) {

    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(null, null, null, null);

    static Origin of(ServiceSpec wish, TaskDefaults defaults) {
        return new Origin(wish.endpointSpec(), defaults.logDriver(), null, null);
    }

    /** This origin, made by an update at that moment. */
    public Origin replacing(Instant at) {
        return new Origin(endpointSpec, logDriver, at, ranAt);
    }

    /** This origin, seen running at that moment. */
    public Origin running(Instant at) {
        return new Origin(endpointSpec, logDriver, replacedAt, at);
    }
}
