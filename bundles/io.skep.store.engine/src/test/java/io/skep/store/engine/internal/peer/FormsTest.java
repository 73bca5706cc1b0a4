package io.skep.store.engine.internal.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.store.engine.internal.seal.Seal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries of several transactions only where all members read them. */
class FormsTest {

    private static final Duration ROUND = Duration.ofSeconds(11);
    private static final Duration SOON = Duration.ofMillis(100);

    private final SimKernel kernel = new SimKernel(1);
    private final SimNet net = new SimNet(kernel, Duration.ofMillis(2));
    private final Map<String, SimSeams> nodes = new TreeMap<>();
    private final Map<String, Cancellable> served = new TreeMap<>();
    private final Set<NodeId> members = new TreeSet<>(Set.of(new NodeId("a"), new NodeId("b")));
    private boolean together = true;
    private Forms forms;

    @BeforeEach
    void start() {
        var self = new NodeId("a");
        forms = new Forms(node("a").loop("store"), peers("a"), self, it -> together = it);
        forms.end();
    }

    @Test
    void countsOnNobodyWhileItDoesNotLead() {
        newer("b");
        forms.look();
        kernel.runFor(ROUND);

        assertFalse(together);
    }

    @Test
    void whoIsAloneNeedsNobody() {
        members.remove(new NodeId("b"));
        begin();

        assertTrue(together);
    }

    @Test
    void waitsUntilTheLastMemberIsOfANewerBuild() {
        older("b");
        begin();
        kernel.runFor(ROUND);
        assertFalse(together);

        newer("b");
        kernel.runFor(ROUND);

        assertTrue(together);
    }

    @Test
    void whoComesInIsAskedBeforeItCounts() {
        newer("b");
        begin();
        kernel.runFor(SOON);
        assertTrue(together);
        newer("c");
        members.add(new NodeId("c"));

        forms.look();
        assertFalse(together);
        kernel.runFor(SOON);

        assertTrue(together);
    }

    @Test
    void whoSaidSoOnceMayBeAway() {
        newer("b");
        begin();
        kernel.runFor(SOON);
        net.crash(new NodeId("b"));

        forms.end();
        assertFalse(together);
        begin();

        assertTrue(together);
    }

    private void begin() {
        forms.begin(() -> members);
    }

    private void newer(String name) {
        serve(name, (from, topic, message) -> CompletableFuture.completedFuture(Forms.answer()));
    }

    /** A build before this one: it says that there is no such topic. */
    private void older(String name) {
        serve(
                name,
                (from, topic, message) -> {
                    throw new IllegalArgumentException("there is no topic " + topic.ordinal());
                });
    }

    private void serve(String name, Peers.Desk desk) {
        served.getOrDefault(name, () -> {}).cancel();
        served.put(name, peers(name).serve(node(name).loop("store"), desk));
    }

    private SimSeams node(String name) {
        return nodes.computeIfAbsent(name, kernel::node);
    }

    private Peers peers(String name) {
        var seams = node(name);
        var seal = new Seal(seams.disk("store"), seams.entropy());
        return new Peers(
                net.of(new NodeId(name)), new Era(seams.disk("era"), seams.entropy()), 1, seal);
    }
}
