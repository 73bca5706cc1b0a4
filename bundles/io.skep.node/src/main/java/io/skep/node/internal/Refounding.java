package io.skep.node.internal;

import io.skep.lifecycle.Duty.Scope;
import io.skep.node.internal.duty.Roster;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletionStage;

/**
 * The way to a cluster whose only manager this node is: everything of the cluster stops, containers
 * run on, and starts again without the others. Belongs to its loop. Source: swarm-behaviour CL-4.
 */
final class Refounding {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final Duration LEAD_PATIENCE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final EnumSet<Scope> IN_CLUSTER =
            EnumSet.of(Scope.MANAGER, Scope.WORKER, Scope.LEADER);

    private final Waits waits;
    private final Roster roster;
    private final Reign reign;

    Refounding(Waits waits, Roster roster, Reign reign) {
        this.waits = waits;
        this.roster = roster;
        this.reign = reign;
    }

    /** Stops everything; completes when it may start again. */
    CompletionStage<Boolean> rest() {
        roster.want(EnumSet.of(Scope.NODE), GRACE);
        return waits.until(() -> roster.rests(IN_CLUSTER), STOP_PATIENCE);
    }

    /** Completes when the node leads. */
    CompletionStage<Void> led() {
        return waits.until(reign::leads, LEAD_PATIENCE).thenAccept(this::check);
    }

    private void check(boolean leads) {
        if (!leads) {
            throw new IllegalStateException(
                    "the cluster was not formed anew: " + roster.trouble(IN_CLUSTER));
        }
    }
}
