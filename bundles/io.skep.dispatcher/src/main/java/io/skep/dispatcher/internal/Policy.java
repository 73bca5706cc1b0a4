package io.skep.dispatcher.internal;

import io.skep.dispatcher.internal.session.Rhythm;
import io.skep.model.View;
import io.skep.seam.Entropy;
import java.time.Duration;

/**
 * The cluster's times. Who left the heartbeat period alone gets a beat each second and a patience
 * that is learned; who set one gets what Swarm does with it. Source: swarm-behaviour DI-1, DI-6.
 */
final class Policy {

    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(1);
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final int GRACE = 3;
    private static final int GRACE_OF_UNKNOWN = 6;

    private final Entropy entropy;

    Policy(Entropy entropy) {
        this.entropy = entropy;
    }

    /** When a beat is due: the time, a tenth more or less, so that nodes do not beat as one. */
    Duration beat(View view) {
        var time = probes(view) ? PROBE : period(view);
        var tenth = (int) Math.min(time.toMillis() / 10, Integer.MAX_VALUE / 2);
        return time.minusMillis(tenth).plusMillis(entropy.below(2 * tenth + 1));
    }

    /** How long a node of that rhythm may be silent when its beat is due after that time. */
    static Duration grace(View view, Duration beat, Rhythm rhythm) {
        return probes(view)
                ? rhythm.patience(period(view).multipliedBy(GRACE))
                : beat.multipliedBy(GRACE);
    }

    /** How long a node may be away whose session ended: as long as Swarm waits for any node. */
    static Duration graceOfAbsent(View view) {
        return period(view).multipliedBy(GRACE);
    }

    /**
     * How long it may be away while its machine answers; not longer when the user has set a period.
     */
    static Duration longestAbsence(View view) {
        return probes(view) ? LONGEST_ABSENCE : graceOfAbsent(view);
    }

    /** How long a node may be away until its machine is asked again. */
    static Duration graceOfAnswering(View view) {
        return period(view);
    }

    /** How long a node may be silent that was not heard of since the leader changed. */
    static Duration graceOfUnknown(View view) {
        return period(view).multipliedBy(GRACE_OF_UNKNOWN);
    }

    private static boolean probes(View view) {
        return period(view).equals(DEFAULT_PERIOD);
    }

    private static Duration period(View view) {
        return view.cluster()
                .map(cluster -> cluster.spec().value().dispatcher().heartbeatPeriod())
                .filter(period -> period.toMillis() > 0)
                .orElse(DEFAULT_PERIOD);
    }
}
