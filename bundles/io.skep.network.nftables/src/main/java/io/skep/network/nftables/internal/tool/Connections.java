package io.skep.network.nftables.internal.tool;

import static java.util.stream.Collectors.toSet;

import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Stale;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

    /**
     * Forgets connections that go on: of tasks that are gone, and conversations with those that
     * leave. That there is none is no failure.
     *
     * <p>Not those that were closed or not answered. The program reads a list, and then names each
     * to the kernel by the caller's address and port alone: who was answered meanwhile, or came
     * anew from the port of a closed one, would be reset by the task that he is led to next.
     */
    public void forgetOpen(Stale stale) {
        forget(stale.gone(), which -> !which.brief());
        forget(stale.leaving(), which -> which.protocol().equals("udp"));
    }

    /**
     * Forgets all connections.
     *
     * @param tasks addresses that nobody has, and nobody was led to for so long that the kernel has
     *     forgotten what does not go on
     */
    public void forgetAll(SortedSet<String> tasks) {
        forget(tasks, which -> true);
    }

    /** Each run goes through all connections, so it looks once which there are. */
    private void forget(SortedSet<String> tasks, Predicate<Tracked> which) {
        for (var family : Family.values()) {
            var some = tasks.stream().filter(family::has).map(family::written).collect(toSet());
            if (!some.isEmpty()) {
                listed(family)
                        .filter(line -> some.contains(family.written(Tracked.task(line))))
                        .map(Tracked::of)
                        .filter(which)
                        .distinct()
                        .forEach(these -> delete(family, these));
            }
        }
    }

    private Stream<String> listed(Family family) {
        var words = command("-L", family, List.of());
        return run(words, outcome -> outcome.exit() > 0).output().lines();
    }

    /**
     * The program gives up when a connection ends by itself before it is deleted, and leaves the
     * rest: whoever used the port of one of them next would be led to a task that is gone.
     */
    private void delete(Family family, Tracked these) {
        run(command("-D", family, these.words()), outcome -> outcome.errors().contains(GAVE_UP));
    }

    /** Until it has done what it is there for. */
    private Tools.Outcome run(List<String> words, Predicate<Tools.Outcome> again) {
        var outcome = tools.run(words, "");
        for (int tries = 1; again.test(outcome) && tries < MOST_TRIES; tries++) {
            outcome = tools.run(words, "");
        }
        if (again.test(outcome)) {
            log.warn("rules: after {} tries {}: {}", MOST_TRIES, words, outcome.complaint());
        }
        return outcome;
    }

    private static List<String> command(String verb, Family family, List<String> which) {
        var words = new ArrayList<>(List.of("conntrack", verb));
        words.addAll(List.of("-f", family == Family.SIX ? "ipv6" : "ipv4"));
        words.addAll(which);
        return words;
    }
}
