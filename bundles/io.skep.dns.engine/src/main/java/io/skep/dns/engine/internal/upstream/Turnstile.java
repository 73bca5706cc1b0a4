package io.skep.dns.engine.internal.upstream;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets only so many questions be open at once, and fewer of one asker, lest one container takes all
 * there are. Safe for use by any thread. Source: swarm-behaviour DN-7; row A33
 */
final class Turnstile {

    static final int MOST = 1024;
    static final int MOST_OF_ONE = 256;

    private final AtomicInteger open = new AtomicInteger();
    // those who have a question open
    private final ConcurrentMap<InetAddress, Integer> each = new ConcurrentHashMap<>();

    /** Whether one more may be asked; if so, {@link #leave} ends it. */
    boolean enter(InetAddress asker) {
        if (each.merge(asker, 1, Integer::sum) > MOST_OF_ONE) {
            lessOf(asker);
            return false;
        }
        if (open.incrementAndGet() > MOST) {
            leave(asker);
            return false;
        }
        return true;
    }

    /** It was answered, or never will be. */
    void leave(InetAddress asker) {
        open.decrementAndGet();
        lessOf(asker);
    }

    private void lessOf(InetAddress asker) {
        each.computeIfPresent(asker, (who, count) -> count == 1 ? null : count - 1);
    }
}
