package io.skep.store.engine.internal.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.consensus.Member;
import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.model.NodeId;
import io.skep.seam.vault.SealException;
import io.skep.store.engine.internal.peer.Peers.Topic;
import io.skep.store.engine.internal.seal.Seal;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages between stores. */
class PeersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final byte[] WORDS = {1, 2, 3};

    private final SimKernel kernel = new SimKernel(1);
    private final Map<String, SimSeams> nodes = new TreeMap<>();
    private final Map<String, Era> eras = new TreeMap<>();
    private final SimNet net = new SimNet(kernel, Duration.ofMillis(2));
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void serve() {
        new Peers(net.of(new NodeId("b")), era("b"), 4, seal("b"))
                .serve(
                        kernel.node("b").loop("store"),
                        (from, topic, message) -> {
                            heard.add(from + " " + topic);
                            return CompletableFuture.completedFuture(message);
                        });
    }

    @Test
    void bringsAMessageToTheStoreOfAnotherNode() {
        var answer = ask(4);

        assertArrayEquals(WORDS, answer.join());
        assertEquals(List.of("a PLUG"), heard);
    }

    @Test
    void refusesAnotherGeneration() {
        var answer = ask(3);

        var failure = assertThrows(CompletionException.class, answer::join);
        assertTrue(("" + failure.getMessage()).contains("generation 3 is over"), "" + failure);
        assertEquals(List.of(), heard);
    }

    @Test
    void C_22_hearsNobodyWhomItWentOnWithout() {
        era("a").begin();
        ask(4).join();
        heard.clear();
        era("b").begin();

        var answer = ask(4);

        var failure = assertThrows(CompletionException.class, answer::join);
        assertTrue(("" + failure.getMessage()).contains("went on without you"), "" + failure);
        assertEquals(List.of(), heard);
    }

    @Test
    void takesTheEraOfTheFirstThatSpeaksAndKeepsIt() {
        era("a").begin();
        ask(4).join();

        assertEquals(era("a").number(), era("b").number());
        era("a").begin();
        assertTrue(ask(4).isCompletedExceptionally());
    }

    @Test
    void isClosedToWorkers() {
        net.role(new NodeId("a"), Role.WORKER);

        var answer = ask(4);

        assertTrue(answer.isCompletedExceptionally());
        assertEquals(List.of(), heard);
    }

    @Test
    void tellsTheTransportOnlyWhatItDoesNotKnow() {
        var transport = net.of(new NodeId("a"));
        var stays = new ManagerAddress(new NodeId("z"), "z:2377");
        transport.learn(List.of(stays, new ManagerAddress(new NodeId("b"), "old:2377")));

        new Peers(transport, era("a"), 1, seal("a"))
                .introduce(List.of(new Member("b", "b:2377"), new Member("c", "")));

        assertEquals(
                List.of(stays, new ManagerAddress(new NodeId("b"), "b:2377")),
                transport.managers());
    }

    private CompletableFuture<byte[]> ask(long generation) {
        var answer =
                new Peers(net.of(new NodeId("a")), era("a"), generation, seal("a"))
                        .ask("b", Topic.PLUG, WORDS, PATIENCE)
                        .toCompletableFuture();
        kernel.runFor(PATIENCE.dividedBy(2));
        return answer;
    }

    /** Whoever gets an entry can open it, also after a restart. */
    @Test
    void takesTheSendersKeysAlongBeforeItsMessage() {
        var sealed = seal("a").seal(WORDS);
        assertThrows(SealException.class, () -> seal("b").open(sealed));

        ask(4).join();

        assertArrayEquals(WORDS, seal("b").open(sealed));
        assertEquals(List.of("a PLUG"), heard);
    }

    private Era era(String name) {
        var seams = nodes.computeIfAbsent(name, kernel::node);
        return eras.computeIfAbsent(name, any -> new Era(seams.disk("consensus"), seams.entropy()));
    }

    /** What is on the node's disk, as after a restart. */
    private Seal seal(String name) {
        var seams = nodes.computeIfAbsent(name, kernel::node);
        return new Seal(seams.disk("store"), seams.entropy());
    }
}
