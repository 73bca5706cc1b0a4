package io.skep.node.internal;

import io.skep.lifecycle.Duty.Scope;
import io.skep.node.internal.duty.Roster;
import io.skep.node.internal.member.Leftovers;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way out of a cluster. Belongs to its loop. Source: swarm-behaviour CL-3. */
final class Departure {

    private static final Logger log = LoggerFactory.getLogger(Departure.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BOOT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final EnumSet<Scope> IN_CLUSTER =
            EnumSet.of(Scope.MANAGER, Scope.WORKER, Scope.LEADER);

    private final Loop loop;
    private final Waits waits;
    private final Roster roster;
    private final Rank rank;
    private final Leftovers leftovers;

    Departure(Loop loop, Waits waits, Roster roster, Rank rank, Leftovers leftovers) {
        this.loop = loop;
        this.waits = waits;
        this.roster = roster;
        this.rank = rank;
        this.leftovers = leftovers;
    }

    /** Tasks go first, then the duties, then the credential and what they wrote. */
    CompletionStage<Void> begin() {
        return roster.leave()
                .thenCompose(told -> quiet())
                .thenCompose(quiet -> booted())
                .thenCompose(booted -> forgotten());
    }

    /** Goes on after the process had died: tasks can be stopped when the agent works. */
    CompletionStage<Boolean> resume() {
        roster.want(EnumSet.of(Scope.NODE, Scope.WORKER), GRACE);
        return waits.until(() -> roster.works(Scope.WORKER), GRACE);
    }

    /** Nobody can read what it has, so nobody is told; afterwards it can keep things again. */
    CompletionStage<Void> beginLocked(Bolt bolt) {
        return loop.on(leftovers.clear())
                .thenCompose(
                        cleared -> {
                            bolt.giveUp();
                            roster.unlock();
                            return begin();
                        });
    }

    private CompletionStage<Boolean> quiet() {
        roster.want(EnumSet.of(Scope.NODE), GRACE);
        return waits.until(() -> roster.rests(IN_CLUSTER), PATIENCE);
    }

    /** Who keeps the credential may have begun just now. */
    private CompletionStage<Boolean> booted() {
        return waits.until(() -> roster.works(Scope.NODE), BOOT_PATIENCE);
    }

    private CompletionStage<Void> forgotten() {
        return loop.on(
                rank.forget().handle(Departure::told).thenCompose(told -> leftovers.clear()));
    }

    /** Its file goes with the rest. */
    private static boolean told(@Nullable Void done, @Nullable Throwable failure) {
        if (failure != null) {
            log.warn("node: its credential could not be forgotten", failure);
        }
        return failure == null;
    }
}
