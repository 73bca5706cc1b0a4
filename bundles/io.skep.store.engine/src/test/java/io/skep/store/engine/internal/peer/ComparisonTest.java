package io.skep.store.engine.internal.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.consensus.Entry;
import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.model.Change;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.Payload;
import io.skep.seam.Loop;
import io.skep.store.engine.internal.machine.Machine;
import io.skep.store.engine.internal.machine.Transaction;
import io.skep.store.engine.internal.seal.Seal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** C-14: members that made different things of the same commits. */
class ComparisonTest {

    private final SimKernel kernel = new SimKernel(1);
    private final Map<String, SimSeams> nodes = new TreeMap<>();
    private final SimNet net = new SimNet(kernel, Duration.ofMillis(2));
    private final SortedMap<String, Member> members = new TreeMap<>();

    @Test
    void C_14_whoDiffersFromTheMajorityStops() {
        members("a", "b", "c");
        members.get("a").makes("x");
        members.get("b").makes("x");
        members.get("c").makes("y");

        members.get("a").leads();
        kernel.runFor(Duration.ofSeconds(11));

        assertEquals(List.of(), members.get("a").stopped);
        assertEquals(List.of(), members.get("b").stopped);
        assertEquals(1, members.get("c").stopped.size());
    }

    @Test
    void C_14_aLeaderThatDiffersStopsItself() {
        members("a", "b", "c");
        members.get("a").makes("y");
        members.get("b").makes("x");
        members.get("c").makes("x");

        members.get("a").leads();
        kernel.runFor(Duration.ofSeconds(11));

        assertEquals(1, members.get("a").stopped.size());
        assertEquals(List.of(), members.get("b").stopped);
    }

    @Test
    void whoIsBehindSaysNothing() {
        members("a", "b", "c");
        members.get("a").makes("x");
        members.get("a").makes("z");
        members.get("b").makes("x");

        members.get("a").leads();
        kernel.runFor(Duration.ofSeconds(30));

        members.values().forEach(member -> assertEquals(List.of(), member.stopped));
    }

    @Test
    void nobodyStopsWhenThereIsNoMajority() {
        var verdict = Verdict.of(new TreeMap<>(Map.of("a", "1", "b", "2")), 3);

        assertTrue(verdict.disagree());
        assertEquals(List.of(), verdict.wrong());
        assertFalse(Verdict.of(new TreeMap<>(Map.of("a", "1", "b", "1")), 3).disagree());
    }

    private void members(String... names) {
        for (var name : names) {
            members.put(name, new Member(name));
        }
    }

    private final class Member {

        private final Machine machine = new Machine();
        private final List<String> stopped = new ArrayList<>();
        private final Comparison comparison;
        private long entries;

        private Member(String name) {
            var seams = kernel.node(name);
            Loop loop = seams.loop("store");
            var peers =
                    new Peers(
                            net.of(new NodeId(name)),
                            new Era(seams.disk("era"), seams.entropy()),
                            1,
                            seal(name));
            comparison = new Comparison(loop, machine, peers, name, it -> stopped.add("" + it));
            peers.serve(
                    loop,
                    (from, topic, message) ->
                            CompletableFuture.completedFuture(
                                    topic == Peers.Topic.DIGEST
                                            ? comparison.answer(message)
                                            : comparison.contradict(message)));
        }

        /** Applies a commit. */
        private void makes(String id) {
            var spec = new ConfigSpec(id, Map.of(), Payload.of(new byte[1]), null);
            var made =
                    new Transaction(
                            "t" + ++entries,
                            machine.last(),
                            Writer.CONTROL,
                            Instant.EPOCH,
                            List.of(new Change.Put(Part.CONFIG_SPEC, id, spec)));
            machine.apply(new Entry(entries, 1, made.bytes()), bytes -> null, step -> {});
        }

        private void leads() {
            comparison.begin(
                    () -> new TreeSet<>(members.keySet().stream().map(NodeId::new).toList()));
        }
    }

    private Seal seal(String name) {
        var seams = nodes.computeIfAbsent(name, kernel::node);
        return new Seal(seams.disk("store"), seams.entropy());
    }
}
