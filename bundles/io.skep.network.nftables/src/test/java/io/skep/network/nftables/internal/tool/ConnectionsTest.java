package io.skep.network.nftables.internal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.network.nftables.internal.plan.Stale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections of a kernel that were made by hand. */
class ConnectionsTest {

    private static final String GONE = "10.50.0.2";
    private static final String STAYS = "10.50.0.3";

    private final Namespace node = Namespace.made("ct");

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void forgetsWhoIsGoneAndNobodyElse() {
        opened(GONE, 3);
        opened(STAYS, 2);

        new Connections(node.tools()).forget(gone());

        assertEquals(0, open(GONE));
        assertEquals(2, open(STAYS));
    }

    @Test
    void forgetsAllThoughTheProgramGivesUpInBetween() {
        opened(GONE, 3);
        var runs = new ArrayList<String>();

        new Connections((words, input) -> givesUpTwice(runs, words, input)).forget(gone());

        assertEquals(0, open(GONE));
        assertEquals(List.of("-L", "-D", "-D", "-D"), runs);
    }

    @Test
    void forgetsThoughTheyCannotBeListed() {
        opened(GONE, 1);
        Tools blind =
                (words, input) ->
                        words.contains("-L")
                                ? new Tools.Outcome(1, "", "no buffer space available")
                                : node.tools().run(words, input);

        new Connections(blind).forget(gone());

        assertEquals(0, open(GONE));
    }

    /** As conntrack 1.4.7 when one ends by itself after it was listed. */
    private Tools.Outcome givesUpTwice(List<String> runs, List<String> words, String input) {
        runs.add(words.get(1));
        return runs.size() == 2 || runs.size() == 3
                ? new Tools.Outcome(
                        1,
                        "",
                        "conntrack v1.4.7 (conntrack-tools): Operation failed:"
                                + " such conntrack doesn't exist")
                : node.tools().run(words, input);
    }

    private static Stale gone() {
        return new Stale(new TreeSet<>(Set.of(GONE)), new TreeSet<>());
    }

    private void opened(String task, int times) {
        int first = task.equals(GONE) ? 1_001 : 1_101;
        for (int port = first; port < first + times; port++) {
            node.shell(
                    "conntrack -I -p tcp -s 10.50.0.9 -d 10.50.0.200 -r %s -q 10.50.0.9 --sport %d"
                                    .formatted(task, port)
                            + " --dport 80 --reply-port-src 80 --reply-port-dst "
                            + port
                            + " --state ESTABLISHED -t 600 -u ASSURED,SEEN_REPLY");
        }
        assertEquals(times, open(task));
    }

    private long open(String task) {
        return node.attempt("conntrack -L -r " + task).output().lines().count();
    }
}
