package io.skep.guests.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Refusal;
import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.model.Guest;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Link;
import io.skep.model.net.Passage;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.transport.Role;
import io.skep.transport.Talk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker's containers on networks of the cluster. Source: swarm-behaviour NW-3. */
class LodgeTest {

    private static final NodeId WORKER = new NodeId("worker");
    private static final NodeId GONE = new NodeId("gone");
    private static final NodeId MANAGER = new NodeId("manager");
    private static final NetworkId NET = new NetworkId("netid");
    private static final TaskId BOX = new TaskId("box");

    private final SimKernel kernel = new SimKernel(1);
    private final SimNet net = new SimNet(kernel, Duration.ofMillis(1));
    private final MemorySlice slice = new MemorySlice();
    private final PaperControl control = new PaperControl();
    private final Lodge lodge =
            new Lodge(WORKER, net.of(WORKER), slice, kernel.node("worker").loop("guests"));

    @BeforeEach
    void serve() {
        net.managers(GONE, MANAGER);
        net.role(WORKER, Role.WORKER);
        net.of(MANAGER)
                .answer(
                        Talk.CONTROL_GUESTS.kind(),
                        kernel.node("manager").loop("desk"),
                        new Desk(control));
    }

    private static Guest guest(NodeId node, String... wanted) {
        return new Guest(BOX, node, "box", List.of("alias"), List.of(wanted));
    }

    private <T> CompletableFuture<T> soon(CompletionStage<T> stage) {
        kernel.runFor(Duration.ofMillis(100));
        return stage.toCompletableFuture();
    }

    private void wire(boolean connected, String... addresses) {
        var endpoint =
                new Endpoint(
                        NET,
                        BOX,
                        new ServiceId("box"),
                        WORKER,
                        "h",
                        List.of(addresses),
                        0,
                        "box",
                        Traffic.SERVING);
        var news =
                new Wiring.News(
                        List.of(),
                        List.of(endpoint),
                        List.of(),
                        List.of(new Passage(BOX, connected, false, Duration.ZERO)),
                        List.of());
        slice.wire(slice.wiring().after(slice.wiring().number() + 1, 4789, news));
        kernel.runFor(Duration.ofMillis(10));
    }

    private void link() {
        var link = new Link(NET, "skep1.net", "sk-net", List.of("10.0.0.1"));
        slice.linked(new TreeMap<>(Map.of(NET, link)));
        kernel.runFor(Duration.ofMillis(10));
    }

    @Test
    void aContainerIsAdmittedWhenItsNetworkIsHereAndAllNodesKnowIt() {
        var admitted = soon(lodge.admit(NET, guest(WORKER)));
        assertEquals(List.of("AdmitGuest netid box"), control.said());

        wire(false, "10.0.0.9/24");
        assertFalse(admitted.isDone());
        wire(true, "10.0.0.9/24");
        assertFalse(admitted.isDone());
        link();

        assertEquals(List.of("10.0.0.9/24"), admitted.join());
        assertEquals("{netid=[box]}", lodge.here().toString());
    }

    @Test
    void itWaitsForTheAddressItWants() {
        link();
        wire(true, "10.0.0.9/24");
        var admitted = soon(lodge.admit(NET, guest(WORKER, "10.0.0.50")));
        assertFalse(admitted.isDone());

        wire(true, "10.0.0.50/24");

        assertEquals(List.of("10.0.0.50/24"), admitted.join());
    }

    @Test
    void whatComesToNothingIsTakenBack() {
        var admitted = soon(lodge.admit(NET, guest(WORKER)));

        kernel.runFor(Lodge.PATIENCE.plusSeconds(1));

        assertEquals(
                "context deadline exceeded: no address was given; the network may have none left",
                refusal(admitted));
        assertEquals(List.of("AdmitGuest netid box", "DismissGuest netid box"), control.said());
    }

    @Test
    void aNodeSpeaksForItsOwnContainersOnly() {
        assertEquals(
                "a node speaks for its own containers only",
                refusal(soon(lodge.admit(NET, guest(MANAGER)))));
        assertEquals(List.of(), control.said());
    }

    @Test
    void itHearsWhichNetworksThereAre() {
        control.network("netid", "net");

        assertEquals("net", soon(lodge.find("net")).join().orElseThrow().spec().name());
        assertTrue(soon(lodge.find("other")).join().isEmpty());
    }

    @Test
    void itWaitsForTheAddressesOfANetworkThatWasMadeJustNow() {
        control.made("netid", "net", true);

        var found = soon(lodge.find("net"));
        assertFalse(found.isDone());
        control.network("netid", "net");
        kernel.runFor(Duration.ofSeconds(1));

        assertEquals(1, found.join().orElseThrow().plan().pools().size());
    }

    @Test
    void itSaysSoWhenThoseDoNotCome() {
        control.made("netid", "net", true);

        var found = lodge.find("net").toCompletableFuture();
        kernel.runFor(Duration.ofSeconds(10));

        assertEquals("the network has no addresses yet", refusal(found));
    }

    @Test
    void aNetworkThatNobodyMayEnterIsShownAtOnce() {
        control.made("netid", "net", false);

        assertFalse(soon(lodge.find("net")).join().orElseThrow().spec().attachable());
    }

    @Test
    void itSaysSoWhenNoManagerAnswers() {
        net.crash(MANAGER);

        var found = lodge.find("net").toCompletableFuture();
        kernel.runFor(Duration.ofSeconds(30));

        assertEquals("no manager of the swarm has answered", refusal(found));
    }

    private static String refusal(CompletableFuture<?> stage) {
        assertTrue(stage.isDone());
        var failure = assertThrows(CompletionException.class, stage::join);
        return ((Refusal) failure.getCause()).getMessage();
    }
}
