package io.skep.model;

import io.skep.model.spec.ServiceSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service as stored.
 *
 * @param id its id
 * @param wish what the user wants
 * @param plan what the planner made of it; absent until it did
 */
public record Service(ServiceId id, Stored<ServiceWish> wish, @Nullable Stored<ServicePlan> plan) {

    /** What it is called. */
    public String name() {
        return spec().name();
    }

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
        return rolledBack() && previous != null ? previous : spec();
    }

    /** The number of the wish tasks are made for. */
    public long versionInForce() {
        var both = wish.value();
        return rolledBack() ? both.previousVersion() : both.specVersion();
    }

    /**
     * Whether an automatic rollback put the previous wish in force. A newer wish ends that at once,
     * before the planner has seen it.
     */
    public boolean rolledBack() {
        return planOrEmpty().rolledBack() && planned() && wish.value().previous() != null;
    }

    /**
     * How far the update to the newest wish got; empty when nothing had to be replaced. What the
     * plan still says of an older wish is not shown. Source: swarm-behaviour UP-6, SV-12.
     */
    public Optional<UpdateStatus> updateStatus() {
        if (planned()) {
            return Optional.ofNullable(planOrEmpty().update());
        }
        return wish.value().rollbackRequested()
                ? Optional.of(UpdateStatus.requestedRollback(wish.updatedAt()))
                : Optional.empty();
    }

    /** Whether no update is under way, paused or about to begin. */
    public boolean updateOver() {
        return planned()
                ? updateStatus().filter(update -> update.running() || update.paused()).isEmpty()
                : wish.value().previous() == null;
    }

    /** Whether the planner has seen the newest wish. */
    private boolean planned() {
        return planOrEmpty().updateVersion() == wish.value().specVersion();
    }
}
