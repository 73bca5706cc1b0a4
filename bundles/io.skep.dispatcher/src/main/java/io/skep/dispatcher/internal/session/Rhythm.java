package io.skep.dispatcher.internal.session;

import java.time.Duration;

/**
 * How a node beats, and so how long its silence may be: mean and deviation of the gaps, as TCP
 * estimates when to send again. Source: RFC 6298, section 2.
 */
public final class Rhythm {

    private static final long LEAST = Duration.ofMillis(2_500).toNanos();
    private static final int LEARNED = 3;

    private long mean;
    private long deviation;
    private long last;
    private int gaps = -1;

    /** A node that was not heard yet. */
    public Rhythm() {}

    /** A session began: the gap before it says nothing of the node. */
    public void begins(long nanos) {
        last = nanos;
        gaps = Math.max(0, gaps);
    }

    /** It beat at that moment. */
    public void beats(long nanos) {
        var gap = nanos - last;
        last = nanos;
        if (gaps <= 0) {
            mean = gap;
            deviation = gap / 2;
        } else {
            deviation += (Math.abs(gap - mean) - deviation) / 4;
            mean += (gap - mean) / 8;
        }
        gaps++;
    }

    /** After how much silence it is missed: the most while little is known of it. */
    public Duration patience(Duration most) {
        if (gaps < LEARNED) {
            return most;
        }
        var learned = Math.max(LEAST, mean + 4 * deviation);
        return Duration.ofNanos(Math.min(most.toNanos(), learned));
    }
}
