package io.skep.network.nftables.internal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.network.nftables.internal.plan.Stale;
import java.util.ArrayDeque;
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

    /** A caller and whom he calls. */
    private static final List<String> FOUR = List.of("10.50.0.9", "10.50.0.200");

    private static final List<String> SIX = List.of("fd00::9", "fd00::200");

    private final Namespace node = Namespace.made("ct");

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void forgetsWhoIsGoneAndNobodyElse() {
        opened(GONE, 3);
        opened(STAYS, 2);

        new Connections(node.tools()).forgetOpen(gone());

        assertEquals(0, open(GONE));
        assertEquals(2, open(STAYS));
    }

    @Test
    void forgetsNoneAtOnceThatIsClosedOrMayBeAnsweredInThatMoment() {
        made(GONE, 1_001, "ESTABLISHED");
        made(GONE, 1_002, "FIN_WAIT");
        made(GONE, 1_003, "CLOSE_WAIT");
        made(GONE, 1_004, "TIME_WAIT");
        made(GONE, 1_005, "CLOSE");
        made(GONE, 1_006, "SYN_SENT");
        var connections = new Connections(node.tools());

        connections.forgetOpen(gone());

        assertEquals(List.of("CLOSE", "SYN_SENT", "TIME_WAIT"), states(GONE));
        connections.forgetAll(gone().gone());
        assertEquals(List.of(), states(GONE));
    }

    @Test
    void forgetsOfWhoLeavesConversationsOnly() {
        made(GONE, 1_001, "ESTABLISHED");
        made(GONE, 1_002, "SYN_SENT");
        made("udp", FOUR, GONE, 1_003, "");

        new Connections(node.tools()).forgetOpen(new Stale(new TreeSet<>(), gone().gone()));

        assertEquals(List.of("ESTABLISHED", "SYN_SENT"), states(GONE));
    }

    @Test
    void knowsAnAddressHoweverItIsWritten() {
        made("tcp", SIX, "fd00::2", 1_001, "ESTABLISHED");

        new Connections(node.tools())
                .forgetOpen(new Stale(new TreeSet<>(Set.of("fd00:0:0::0:2")), new TreeSet<>()));

        assertEquals(List.of(), states("fd00::2"));
    }

    @Test
    void forgetsAllThoughTheProgramGivesUpInBetween() {
        opened(GONE, 3);
        var runs = new ArrayList<String>();

        new Connections((words, input) -> givesUpTwice(runs, words, input)).forgetOpen(gone());

        assertEquals(0, open(GONE));
        assertEquals(List.of("-L", "-D", "-D", "-D"), runs);
    }

    @Test
    void forgetsThoughTheyCannotBeListedAtFirst() {
        opened(GONE, 1);
        var failures = new ArrayDeque<>(List.of("no buffer space available", "and again"));
        Tools blind =
                (words, input) ->
                        words.contains("-L") && !failures.isEmpty()
                                ? new Tools.Outcome(1, "", failures.remove())
                                : node.tools().run(words, input);

        new Connections(blind).forgetOpen(gone());

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
            made(task, port, "ESTABLISHED");
        }
        assertEquals(times, open(task));
    }

    private void made(String task, int port, String state) {
        made("tcp", FOUR, task, port, state);
    }

    private void made(String protocol, List<String> ends, String task, int port, String state) {
        node.shell(
                "conntrack -I -p %s -s %s -d %s -r %s -q %2$s --sport %d"
                                .formatted(protocol, ends.get(0), ends.get(1), task, port)
                        + " --dport 80 --reply-port-src 80 --reply-port-dst "
                        + port
                        + " -t 600 -u ASSURED,SEEN_REPLY"
                        + (state.isEmpty() ? "" : " --state " + state));
    }

    private long open(String task) {
        return states(task).size();
    }

    /** In order of the alphabet; empty for a conversation. */
    private List<String> states(String task) {
        var family = task.contains(":") ? " -f ipv6" : "";
        return node.attempt("conntrack -L -r " + task + family)
                .output()
                .lines()
                .map(line -> Tracked.of(line).state())
                .sorted()
                .toList();
    }
}
