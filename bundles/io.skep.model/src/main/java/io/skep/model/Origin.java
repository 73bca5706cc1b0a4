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
 * @param update the update that put it in place of an outdated task: {@link #updateOf}; {@link
 *     #MOVE} when it takes the place of a task on another node; 0 for all others
 * @param ranAt when that update saw it running. Source: swarm-behaviour UP-9
 */
public record Origin(
        @Nullable EndpointSpec endpointSpec,
        @Nullable LogDriver logDriver,
        long update,
        @Nullable Instant ranAt) {

    /** What stands in place of an update's number when nothing but the node is to change. */
    public static final long MOVE = -1;

    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(null, null, 0, null);

    static Origin of(ServiceSpec wish, TaskDefaults defaults) {
        return new Origin(wish.endpointSpec(), defaults.logDriver(), 0, null);
    }

    /**
     * What tells the update to a service's newest wish from all others: the commit that brought the
     * wish. A rollback has the same number as the update it undoes; its tasks are of another
     * version.
     */
    public static long updateOf(Service service) {
        return service.wish().version();
    }

    /** This origin, made by an update. */
    public Origin replacing(long number) {
        return new Origin(endpointSpec, logDriver, number, ranAt);
    }

    /** Whether it takes the place of a task on another node. */
    public boolean moved() {
        return update == MOVE;
    }

    /** This origin, seen running at that moment. */
    public Origin running(Instant at) {
        return new Origin(endpointSpec, logDriver, update, at);
    }
}
