package io.skep.dockerapi.internal.http;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who was turned away: once a minute for each address, so that nobody fills the log. Safe for
 * use by any thread.
 */
final class Complaints {

    private static final Logger log = LoggerFactory.getLogger(Complaints.class);
    private static final int KNOWN = 1_024;
    private static final int MOST_SAID = 120;
    private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

    // guards the addresses: connections are refused on several event loops
    private final Object book = new Object();
    private final Map<InetAddress, Long> said =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
                    return size() > KNOWN;
                }
            };

    /** Somebody was turned away now. */
    void turnedAway(InetAddress from, String why, long nanos) {
        synchronized (book) {
            var last = said.get(from);
            if (last != null && nanos - last < QUIET) {
                return;
            }
            said.put(from, nanos);
        }
        log.warn("client at {}: turned away: {}", from.getHostAddress(), brief(why));
    }

    // TLS tells what it was sent, all of it
    private static String brief(String why) {
        return why.length() > MOST_SAID ? why.substring(0, MOST_SAID) + "..." : why;
    }
}
