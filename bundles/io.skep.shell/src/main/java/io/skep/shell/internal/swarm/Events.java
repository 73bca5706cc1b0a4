package io.skep.shell.internal.swarm;

import io.skep.control.ClusterEvent;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:events}. */
@Service
@Command(
        scope = "swarm",
        name = "events",
        description = "Prints what happened lately; with --follow also what happens")
public final class Events extends ClusterAction {

    @Option(name = "--follow", aliases = "-f", description = "Go on until interrupted")
    private boolean follow;

    @Option(name = "--since", description = "Only the last so many minutes")
    private long minutes = 60;

    @Override
    protected String run() throws Exception {
        var settled = new CountDownLatch(1);
        var out = System.out;
        var since = now().minus(Duration.ofMinutes(minutes));
        var following = control().follow(since, event -> out.println(line(event)));
        try {
            settled.await(follow ? Long.MAX_VALUE : 1, TimeUnit.SECONDS);
        } finally {
            following.cancel();
        }
        return "";
    }

    private static String line(ClusterEvent event) {
        return event.at()
                + " "
                + event.type()
                + " "
                + event.action()
                + " "
                + event.id()
                + " ("
                + Show.labels(event.attributes())
                + ")";
    }
}
