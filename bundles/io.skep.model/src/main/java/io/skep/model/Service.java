package io.skep.model;

import io.skep.model.spec.ServiceSpec;
import org.jspecify.annotations.Nullable;

/**
 * A service as stored.
 *
 * @param id its id
 * @param wish what the user wants
 * @param plan what the planner made of it; absent until it did
 */
public record Service(ServiceId id, Stored<ServiceWish> wish, @Nullable Stored<ServicePlan> plan) {

    /** The newest wish. */
    public ServiceSpec spec() {
        return wish.value().spec();
    }

    /** The plan, empty when there is none yet. */
    public ServicePlan planOrEmpty() {
        return plan == null ? ServicePlan.EMPTY : plan.value();
    }

    /** The wish tasks are made for: the previous one after an automatic rollback. */
    public ServiceSpec inForce() {
        var previous = wish.value().previous();
        return planOrEmpty().rolledBack() && previous != null ? previous : spec();
    }

    /** The number of the wish tasks are made for. */
    public long versionInForce() {
        var both = wish.value();
        return planOrEmpty().rolledBack() && both.previous() != null
                ? both.previousVersion()
                : both.specVersion();
    }
}
