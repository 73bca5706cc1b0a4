package io.skep.ca.engine.internal.site;

import io.skep.ca.Credential;
import io.skep.seam.Cancellable;
import io.skep.seam.Entropy;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate is renewed: at a random point of 50 to 80 % of its life, at once when that has
 * passed or somebody asks, and later and later after failures. Source: swarm-behaviour CA-6. Used
 * on the site's loop.
 */
final class Renewal {

    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final Duration LONGEST_NAP = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int EARLIEST_PERCENT = 50;
    private static final int PERCENTS = 31;

    private final Loop loop;
    private final Time time;
    private final Entropy entropy;
    private final Runnable renew;
    private Cancellable alarm = () -> {};
    private Duration pause = FIRST_PAUSE;

    Renewal(Loop loop, Time time, Entropy entropy, Runnable renew) {
        this.loop = loop;
        this.time = time;
        this.entropy = entropy;
        this.renew = renew;
    }

    /** A new certificate is there. */
    void begin(Credential credential) {
        pause = FIRST_PAUSE;
        var own = credential.chain().get(0);
        var from = own.getNotBefore().toInstant().plus(BACKDATED);
        var life = Duration.between(from, own.getNotAfter().toInstant());
        int percent = EARLIEST_PERCENT + entropy.below(PERCENTS);
        wait(from.plus(life.multipliedBy(percent).dividedBy(100)));
    }

    /** The wall clock may jump, so it is looked at again now and then. */
    private void wait(Instant due) {
        var rest = Duration.between(time.now(), due);
        if (rest.compareTo(AT_ONCE) <= 0) {
            soon();
        } else {
            alarm.cancel();
            var nap = rest.compareTo(LONGEST_NAP) < 0 ? rest : LONGEST_NAP;
            alarm = loop.schedule(nap, () -> wait(due));
        }
    }

    /** Somebody asks for it. */
    void soon() {
        alarm.cancel();
        alarm = loop.schedule(AT_ONCE, renew);
    }

    /** It did not work. */
    void failed() {
        alarm.cancel();
        alarm = loop.schedule(pause, renew);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** The node has no certificate any more. */
    void end() {
        alarm.cancel();
    }
}
