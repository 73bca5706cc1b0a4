package io.skep.consensus.ratis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusException.Reason;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Member;
import io.skep.consensus.Role;
import io.skep.consensus.ratis.internal.server.GroupServer;
import io.skep.consensus.ratis.internal.server.Identity;
import io.skep.lifecycle.PlugContext;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.tck.consensus.KitHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several members, over wires within this process. */
@Timeout(120)
class GroupOfThreeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FOUNDERS = "a=a:1,b=b:1,c=c:1";

    // by night 200
    private static final int ROUNDS = Integer.getInteger("skep.terms", 6);
    private static final long SEED = Long.getLong("skep.seed", System.nanoTime());

    private record Node(String id, Consensus plug, KitHost host) {}

    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final WireHub hub = new WireHub();
    private SystemSeams seams;
    private Loop loop;

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    GroupOfThreeTest() {}

    @BeforeEach
    void open() throws Exception {
        seams = new SystemSeams(directory.resolve("node"), 16);
        loop = seams.loop("hosts");
        for (var id : List.of("a", "b", "c")) {
            add(id);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (var node : nodes.values()) {
            ask(node.plug()::close);
        }
        loop.close();
        seams.close();
        hub.close();
    }

    @Test
    void bringsEntriesToAllAndHandsLeadershipOver() throws Exception {
        var first = leader();
        propose(first, "x");
        var next = followers(first).get(0);

        ask(() -> first.plug().transferLeadership(next.id(), PATIENCE));
        assertTrue(next.host().waits(next.host()::leads), "leads now");
        propose(next, "y");

        assertEveryoneHas("x", "y");
        var refusal = refused(() -> first.plug().propose(bytes("z"), PATIENCE));
        assertEquals(Reason.NOT_LEADER, refusal.reason());
        for (var node : nodes.values()) {
            var barrier = ask(() -> node.plug().readBarrier(PATIENCE));
            assertEquals(next.host().index(), barrier, "barrier at " + node.id());
        }
    }

    @Test
    void goesOnWithoutALeaderThatIsCutOff() throws Exception {
        var first = leader();
        propose(first, "x");
        assertEveryoneHas("x");

        hub.cut(first.id());
        var second = leaderAmong(followers(first));
        var lost = refused(() -> first.plug().propose(bytes("lost"), Duration.ofSeconds(1)));
        propose(second, "y");
        hub.mend(first.id());

        assertTrue(
                List.of(Reason.TIMED_OUT, Reason.NOT_LEADER).contains(lost.reason()),
                lost.toString());
        assertEveryoneHas("x", "y");
        assertFalse(first.host().leads());
    }

    @Test
    void C_15_readsNothingFromTheLeaderThatIsCutOffThoughNothingNewWasCommitted() throws Exception {
        var first = leader();
        propose(first, "x");
        ask(() -> first.plug().readBarrier(PATIENCE));

        hub.cut(first.id());
        var stale = refused(() -> first.plug().readBarrier(Duration.ofSeconds(2)));

        hub.mend(first.id());

        assertTrue(
                List.of(Reason.TIMED_OUT, Reason.NOT_LEADER).contains(stale.reason()),
                stale.toString());
    }

    @Test
    void C_06_neverTwoLeadInOneTermThoughMembersAreCutOffAgainAndAgain() throws Exception {
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            var any = List.copyOf(nodes.values()).get(random.nextInt(nodes.size()));
            var cut = round % 2 == 0 ? leader() : any;
            hub.cut(cut.id());
            leaderAmong(nodes.values().stream().filter(node -> node != cut).toList());
            hub.mend(cut.id());
        }

        var leaders = new TreeMap<Long, String>();
        for (var node : nodes.values()) {
            for (var said : node.host().said()) {
                if (said.role() == Role.LEADER) {
                    var other = leaders.put(said.term(), node.id());
                    assertTrue(
                            other == null || other.equals(node.id()),
                            "term " + said.term() + ": " + other + " and " + node.id());
                }
            }
        }
        assertTrue(leaders.size() > ROUNDS / 5, "seed " + SEED + ": " + leaders);
    }

    @Test
    void takesAMemberInAndLetsOneGo() throws Exception {
        var leader = leader();
        propose(leader, "x");
        var gone = followers(leader).get(0);
        add("d");
        var wanted = new ArrayList<Member>();
        for (var id : List.of("a", "b", "c", "d")) {
            if (!id.equals(gone.id())) {
                wanted.add(new Member(id, id + ":1"));
            }
        }

        ask(() -> leader.plug().changeMembers(wanted, PATIENCE));
        assertEquals(wanted, leader.plug().members(), "whoever hears that it is done sees it");
        stop(gone);
        propose(leader, "y");

        assertEveryoneHas("x", "y");
        assertEquals(wanted, leader.plug().members());
    }

    /** Ratis closes who leads no more when, by its log, it is to go. */
    @Test
    void C_18_aLeaderIsNotClosedWhileNobodyKnowsThatItIsToGo() throws Exception {
        var leader = leader();
        propose(leader, "x");
        assertEveryoneHas("x");
        var others = followers(leader);
        var wanted = others.stream().map(it -> new Member(it.id(), it.id() + ":1")).toList();

        hub.cut(leader.id());
        assertThrows(
                ExecutionException.class,
                () -> ask(() -> leader.plug().changeMembers(wanted, Duration.ofSeconds(1))));
        // it elects nobody for ten seconds after it stepped down
        leader.host().waits(Duration.ofSeconds(13), () -> !leader.host().breaks().isEmpty());
        assertEquals(List.of(), leader.host().breaks());
        hub.mend(leader.id());

        propose(leaderAmong(others), "y");
        assertEveryoneHas("x", "y");
    }

    @Test
    void C_22_goesOnAloneWithEverythingWhenTheOthersAreDeadForEver() throws Exception {
        var first = leader();
        propose(first, "x");
        assertEveryoneHas("x");
        var left = followers(first).get(0);
        hub.cut(left.id());
        refused(() -> left.plug().propose(bytes("nobody"), Duration.ofSeconds(1)));
        for (var node : List.copyOf(nodes.values())) {
            stop(node);
        }

        hub.mend(left.id());
        var alone = add(left.id(), Consensus.ALONE, "true");
        assertTrue(alone.host().waits(alone.host()::leads), "leads");
        propose(alone, "y");
        assertEveryoneHas("x", "y");
        var itself = List.of(new Member(left.id(), left.id() + ":1"));
        assertEquals(itself, alone.plug().members());
        stop(alone);

        var again = add(left.id());
        assertTrue(again.host().waits(again.host()::leads), "leads again");
        assertEveryoneHas("x", "y");
        assertEquals(itself, again.plug().members());
        add("d");
        ask(
                () ->
                        again.plug()
                                .changeMembers(
                                        List.of(itself.get(0), new Member("d", "d:1")), PATIENCE));
        propose(again, "z");
        assertEveryoneHas("x", "y", "z");
    }

    /**
     * Ratis gives an election up when it cannot write its vote, begins no other and says nothing.
     */
    @Test
    void C_13_electsThoughNoVoteCouldBeWrittenForAWhile() throws Exception {
        var first = leader();
        propose(first, "x");
        assertEveryoneHas("x");
        var others = followers(first);
        for (var other : others) {
            Files.createDirectory(vote(other));
        }

        stop(first);
        for (var other : others) {
            assertTrue(other.host().waits(() -> !other.host().breaks().isEmpty()), other.id());
        }
        for (var other : others) {
            Files.delete(vote(other));
            stop(other);
            add(other.id());
        }

        propose(leader(), "y");
        assertEveryoneHas("x", "y");
    }

    /** Where Ratis writes a vote before it puts it into its place. */
    private Path vote(Node node) {
        return GroupServer.logDirectory(directory.resolve(node.id())).resolve("raft-meta.tmp");
    }

    private void stop(Node node) throws Exception {
        ask(node.plug()::close);
        nodes.remove(node.id());
    }

    @Test
    void bringsASnapshotToAMemberFarBehind() throws Exception {
        var leader = leader();
        propose(leader, "x");
        assertEveryoneHas("x");
        var behind = followers(leader).get(0);
        stop(behind);
        for (int snapshot = 0; snapshot < 2; snapshot++) {
            fill(leader);
        }

        var again = add(behind.id());

        hears(again, leader.host().index());
        assertEquals(1, again.host().installs());
        assertEquals(leader.host().texts(), again.host().texts());
        propose(leader, "y");
        assertEveryoneHas(leader.host().texts().toArray(String[]::new));
    }

    /** More than a segment of the log, and a snapshot of it. */
    private void fill(Node leader) throws Exception {
        var large = "l".repeat(1 << 20);
        for (int at = 0; at < 10; at++) {
            propose(leader, large + at);
        }
        for (var node : nodes.values()) {
            hears(node, leader.host().index());
            ask(node.plug()::compact);
        }
    }

    private Node add(String id) throws Exception {
        return add(id, "election.millis", "400");
    }

    private Node add(String id, String setting, String value) throws Exception {
        var settings =
                new TreeMap<>(
                        Map.of(
                                Consensus.MEMBER_ID,
                                id,
                                Consensus.MEMBER_ADDRESS,
                                id + ":1",
                                Consensus.MEMBERS,
                                FOUNDERS,
                                "election.millis",
                                "400"));
        settings.put(setting, value);
        var host = new KitHost(PATIENCE);
        var context =
                new PlugContext<ConsensusSink>(loop, seams, host, directory.resolve(id), settings);
        var plug = new RatisConsensus(context, Identity.of(settings), hub.of(id));
        ask(() -> plug.activate(1, Optional.empty()));
        var node = new Node(id, plug, host);
        nodes.put(id, node);
        return node;
    }

    private Node leader() throws Exception {
        return leaderAmong(List.copyOf(nodes.values()));
    }

    private Node leaderAmong(List<Node> some) throws Exception {
        var first = some.get(0).host();
        // its host is told who leads, whoever it is
        assertTrue(
                first.waits(() -> some.stream().anyMatch(node -> names(first, node.id()))),
                "nobody leads");
        var leader =
                some.stream().filter(node -> names(first, node.id())).findFirst().orElseThrow();
        assertTrue(leader.host().waits(leader.host()::leads), leader.id() + " does not lead");
        return leader;
    }

    private static boolean names(KitHost host, String leader) {
        var said = host.said();
        return !said.isEmpty() && said.get(said.size() - 1).leader().equals(leader);
    }

    private List<Node> followers(Node leader) {
        return nodes.values().stream().filter(node -> node != leader).toList();
    }

    private void assertEveryoneHas(String... texts) throws Exception {
        for (var node : nodes.values()) {
            assertTrue(
                    node.host().waits(() -> node.host().texts().size() >= texts.length),
                    node.id() + " has " + node.host().texts().size());
            assertEquals(List.of(texts), node.host().texts(), node.id());
        }
    }

    private void hears(Node node, long index) throws Exception {
        assertTrue(node.host().waits(() -> node.host().index() >= index), node.id() + " is behind");
    }

    private void propose(Node at, String text) throws Exception {
        ask(() -> at.plug().propose(bytes(text), PATIENCE));
    }

    private ConsensusException refused(Supplier<CompletionStage<Long>> verb) {
        var failure = assertThrows(ExecutionException.class, () -> ask(verb));
        return (ConsensusException) failure.getCause();
    }

    private <T> T ask(Supplier<CompletionStage<T>> verb) throws Exception {
        return CompletableFuture.supplyAsync(verb, loop::execute)
                .thenCompose(stage -> stage)
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
