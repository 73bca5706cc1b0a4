package io.skep.dispatcher.internal.session;

import io.skep.model.NodeId;
import io.skep.seam.Seldom;
import io.skep.seam.Time;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with nodes that try again and again: said once a minute, and how often it was. */
public final class Complaints {

    private static final Logger log = LoggerFactory.getLogger(Complaints.class);
    private static final Duration SAID_AGAIN = Duration.ofMinutes(1);

    private final Seldom seldom;

    /** Nothing was said yet. */
    public Complaints(Time time) {
        seldom = new Seldom(time, SAID_AGAIN);
    }

    /** A node did this; why is for whoever reads the debug log. */
    public void about(NodeId node, String what, Object why) {
        log.debug("node {}: {}: {}", node, what, why);
        seldom.say(node + " " + what).ifPresent(unsaid -> say(node, what, unsaid));
    }

    private static void say(NodeId node, String what, long unsaid) {
        if (unsaid == 0) {
            log.warn("node {}: {}", node, what);
        } else {
            log.warn("node {}: {}, and did {} times more since that was said", node, what, unsaid);
        }
    }
}
