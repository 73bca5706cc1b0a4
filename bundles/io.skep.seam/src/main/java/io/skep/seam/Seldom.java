package io.skep.seam;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Has what happens over and over said seldom: once for each subject in a span of time, and then
 * with how often it was not said. Subjects beyond a thousand in one span are not said at all, so
 * that whoever makes them up fills no log and no memory. Not for several threads.
 */
public final class Seldom {

    private static final int MOST = 1_000;

    private final Time time;
    private final long span;
    private final SortedMap<String, Said> said = new TreeMap<>();

    private record Said(long at, long unsaid) {}

    /**
     * Nothing was said yet.
     *
     * @param span how long nothing is said again
     */
    public Seldom(Time time, Duration span) {
        this.time = time;
        this.span = span.toNanos();
    }

    /**
     * Whether to say it now.
     *
     * @return how often it was not said since it was said last; absent when it is not to be said
     */
    public OptionalLong say(String subject) {
        long now = time.nanos();
        var last = said.getOrDefault(subject, new Said(now - span, 0));
        if (now - last.at() < span) {
            said.put(subject, new Said(last.at(), last.unsaid() + 1));
            return OptionalLong.empty();
        }
        if (said.size() >= MOST) {
            said.values().removeIf(old -> now - old.at() >= span);
        }
        if (said.size() >= MOST) {
            return OptionalLong.empty();
        }
        said.put(subject, new Said(now, 0));
        return OptionalLong.of(last.unsaid());
    }
}
