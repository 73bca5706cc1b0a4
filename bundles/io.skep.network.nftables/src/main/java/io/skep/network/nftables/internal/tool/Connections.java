package io.skep.network.nftables.internal.tool;

import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Stale;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that the kernel tracks. Used by one thread at a time. Blocks. */
public final class Connections {

    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    /** What conntrack 1.4.7 says; a later one goes on. */
    private static final String GAVE_UP = "such conntrack doesn't exist";

    private static final int MOST_TRIES = 50;

    private final Tools tools;

    Connections(Tools tools) {
        this.tools = tools;
    }

    /** Forgets connections. That there is none is no failure. */
    public void forget(Stale stale) {
        forget(stale.gone(), List.of());
        forget(stale.leaving(), List.of("-p", "udp"));
    }

    /**
     * Forgets calls that were not answered. Not right after the rules changed: one that is answered
     * in the same moment would be torn.
     *
     * @param tasks addresses nobody was sent to for a while
     */
    public void forgetUnanswered(SortedSet<String> tasks) {
        forget(tasks, List.of("-p", "tcp", "--state", "SYN_SENT"));
    }

    /** Each run goes through all connections, so it looks once whose there are. */
    private void forget(SortedSet<String> tasks, List<String> which) {
        for (var family : Family.values()) {
            var some = tasks.stream().filter(family::has).toList();
            if (some.isEmpty()) {
                continue;
            }
            var listed = tools.run(command("-L", family, which), "");
            for (var task : some) {
                // an IPv6 address may be written in several ways
                if (family == Family.SIX
                        || !listed.good()
                        || listed.output().contains(" src=" + task + " ")) {
                    var its = new ArrayList<>(List.of("-r", task));
                    its.addAll(which);
                    delete(command("-D", family, its));
                }
            }
        }
    }

    /**
     * The program gives up when a connection ends by itself before it is deleted, and leaves the
     * rest: whoever used the port of one of them next would be led to a task that is gone.
     */
    private void delete(List<String> words) {
        var outcome = tools.run(words, "");
        for (int tries = 1; gaveUp(outcome) && tries < MOST_TRIES; tries++) {
            outcome = tools.run(words, "");
        }
        if (gaveUp(outcome)) {
            log.warn("rules: connections are left after {} tries: {}", MOST_TRIES, words);
        }
    }

    private static boolean gaveUp(Tools.Outcome outcome) {
        return outcome.errors().contains(GAVE_UP);
    }

    private static List<String> command(String verb, Family family, List<String> which) {
        var words = new ArrayList<>(List.of("conntrack", verb));
        words.addAll(List.of("-f", family == Family.SIX ? "ipv6" : "ipv4"));
        words.addAll(which);
        return words;
    }
}
