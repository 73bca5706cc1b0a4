package io.skep.dispatcher.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.ContainerStatus;
import io.skep.model.Guest;
import io.skep.model.Kind;
import io.skep.model.NetworkGuests;
import io.skep.model.NetworkId;
import io.skep.model.NetworkSeats;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WiringTest {

    private final Rig rig = new Rig();
    private Wires mine;
    private Wires other;

    @BeforeEach
    void begin() {
        rig.net.managers(Samples.ME);
        rig.store.commit(draft -> Samples.network(draft, "net", false));
        mine = new Wires(rig, Samples.ME);
        other = new Wires(rig, Samples.OTHER);
        attach("a", Samples.ME);
        attach("b", Samples.OTHER);
    }

    private void attach(String task, io.skep.model.NodeId node) {
        rig.store.commit(draft -> Samples.attach(draft, task, node, "net"));
        rig.soon();
    }

    private void both() {
        mine.realise();
        other.realise();
        rig.soon();
    }

    private void reach(String task, TaskState state) {
        rig.store.commit(
                draft -> draft.put(Part.TASK_STATUS, Samples.task(task), Samples.reached(state)));
        rig.soon();
    }

    private void want(String task, TaskState desired) {
        var plan = rig.store.view().tasks().get(task).orElseThrow().plan().value();
        rig.store.commit(
                draft -> draft.put(Part.TASK_PLAN, Samples.task(task), plan.withDesired(desired)));
        rig.soon();
    }

    private static List<String> endpoints(Wires wires) {
        return wires.slice.wiring().endpoints().stream().map(Endpoint::key).toList();
    }

    @Test
    void everyNodeOfANetworkKnowsItsEndpointsAndWhereTheyAre() {
        assertEquals(List.of("net/a", "net/b"), endpoints(mine));
        assertEquals(
                "{me=10.0.0.2, other=10.0.0.5}",
                other.slice.wiring().spans().get(new NetworkId("net")).hosts().toString());
        assertEquals("10.0.0.5", mine.slice.wiring().endpoints().get("net/b").orElseThrow().host());
        assertEquals(4789, mine.slice.wiring().port());
    }

    @Test
    void DN_4_aTaskThatServesIsAlsoCalledByItsContainerAndHostName() {
        both();
        var container = new ContainerStatus("0123456789abcdef", 7, 0, "inside");
        var status =
                new TaskStatus(
                        TaskState.RUNNING,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "started",
                        "",
                        container,
                        List.of());
        assertEquals(
                List.of(), mine.slice.wiring().endpoints().get("net/b").orElseThrow().aliases());

        rig.store.commit(draft -> draft.put(Part.TASK_STATUS, Samples.task("b"), status));
        rig.soon();

        assertEquals(
                List.of("0123456789ab", "inside"),
                mine.slice.wiring().endpoints().get("net/b").orElseThrow().aliases());
    }

    @Test
    void aTaskMayStartWhenEveryNodeOfItsNetworkKnowsIt() {
        mine.realise();
        rig.soon();
        assertFalse(mine.connected("a"));

        other.realise();
        rig.soon();

        assertTrue(mine.connected("a"));
        assertTrue(other.connected("b"));
        assertFalse(mine.released("a"));
    }

    @Test
    void aTaskMayStartThreeSecondsLaterWhenANodeIsStuck() {
        mine.realise();

        rig.kernel.runFor(Duration.ofMillis(2_500));
        assertFalse(mine.connected("a"));
        rig.kernel.runFor(Duration.ofMillis(800));

        assertTrue(mine.connected("a"));
    }

    @Test
    void nobodyWaitsForANodeThatIsDown() {
        mine.realise();
        rig.store.commit(
                draft ->
                        draft.put(
                                Part.NODE_STATUS,
                                Samples.OTHER,
                                new NodeStatus(
                                        NodeState.DOWN,
                                        "",
                                        "10.0.0.5",
                                        Samples.description("other"),
                                        null)));

        rig.soon();
        mine.realise();
        rig.soon();

        assertTrue(mine.connected("a"));
        assertEquals(Traffic.LOST, mine.traffic("net/b"));
        assertEquals(Traffic.REACHABLE, mine.traffic("net/a"));
    }

    @Test
    void whatWasRealisedBeforeATaskCameDoesNotCountForIt() {
        both();
        var before = mine.slice.wiring().number();

        attach("c", Samples.ME);
        mine.slice.realised(before);
        other.realise();
        rig.soon();
        assertFalse(mine.connected("c"));
        mine.realise();
        rig.soon();

        assertTrue(mine.connected("c"));
    }

    @Test
    void EX_3_aTaskIsServedWhileItRunsAndIsWanted() {
        assertEquals(Traffic.REACHABLE, other.traffic("net/a"));
        reach("a", TaskState.RUNNING);
        assertEquals(Traffic.SERVING, other.traffic("net/a"));

        want("a", TaskState.SHUTDOWN);

        assertEquals(Traffic.LEAVING, other.traffic("net/a"));
    }

    @Test
    void aTaskMayStopASecondAfterNobodySendsAnythingThereAnyMore() {
        both();
        reach("a", TaskState.RUNNING);
        both();
        want("a", TaskState.SHUTDOWN);
        mine.realise();
        rig.kernel.runFor(Duration.ofSeconds(2));
        assertFalse(mine.released("a"));

        other.realise();
        rig.kernel.runFor(Duration.ofMillis(800));
        assertFalse(mine.released("a"));
        rig.kernel.runFor(Duration.ofMillis(400));

        assertTrue(mine.released("a"));
    }

    @Test
    void aTaskMayStopFiveSecondsLaterWhenANodeIsStuck() {
        both();
        reach("a", TaskState.RUNNING);
        want("a", TaskState.SHUTDOWN);

        rig.kernel.runFor(Duration.ofMillis(4_500));
        assertFalse(mine.released("a"));
        rig.kernel.runFor(Duration.ofSeconds(1));

        assertTrue(mine.released("a"));
    }

    @Test
    void whatIsConnectedToATaskMayGoOnAsLongAsItsServiceSays() {
        serve(Map.of());
        want("a", TaskState.SHUTDOWN);
        assertEquals(Duration.ofSeconds(10), mine.drain("a"));

        serve(Map.of("skep.drain", "0"));
        want("b", TaskState.SHUTDOWN);

        assertEquals(Duration.ZERO, other.drain("b"));
    }

    @Test
    void whatIsConnectedToATaskOfAServiceThatWasRemovedIsNotAskedToWaitFor() {
        want("a", TaskState.SHUTDOWN);

        assertEquals(Duration.ZERO, mine.drain("a"));
    }

    private void serve(Map<String, String> labels) {
        rig.store.commit(
                draft ->
                        draft.put(
                                Part.SERVICE_SPEC, Samples.SERVICE, Samples.wish(labels, "", "")));
        rig.soon();
    }

    @Test
    void aTaskThatNeverRanMayStopAtOnce() {
        want("a", TaskState.SHUTDOWN);

        assertTrue(mine.released("a"));
    }

    @Test
    void NW_16_aNetworkDisappearsFromANodeWithItsLastTask() {
        reach("b", TaskState.SHUTDOWN);
        rig.store.commit(draft -> draft.remove(Kind.TASK, Samples.task("b")));
        rig.soon();

        assertEquals(Set.of(), other.slice.wiring().spans().keySet());
        assertEquals(List.of(), endpoints(other));
        assertTrue(other.slice.wiring().passages().isEmpty());
        assertEquals(List.of("net/a"), endpoints(mine));
    }

    @Test
    void aNodeKnowsTheServicesOfItsNetworks() {
        var service = new ServiceId("service");
        rig.store.commit(
                draft -> {
                    draft.put(Part.SERVICE_SPEC, service, Samples.wish("", ""));
                    draft.put(
                            Part.SERVICE_PLAN,
                            service,
                            ServicePlan.EMPTY.withVirtualIps(
                                    List.of(new VirtualIp(new NetworkId("net"), "10.5.192.0/16"))));
                });
        rig.soon();
        assertEquals(
                "web", mine.slice.wiring().frontends().get("net/service").orElseThrow().name());

        rig.store.commit(draft -> draft.remove(Kind.SERVICE, service));
        rig.soon();

        assertTrue(mine.slice.wiring().frontends().isEmpty());
    }

    @Test
    void NW_16_theIngressNetworkIsOnAllNodesThatCanHaveIt() {
        rig.store.commit(draft -> Samples.network(draft, "mesh", true));
        rig.soon();
        assertEquals(1, mine.slice.wiring().spans().size());

        mine.slice.overlay(true);
        rig.soon();

        assertEquals(2, mine.slice.wiring().spans().size());
        assertEquals(1, other.slice.wiring().spans().size());
    }

    @Test
    void anewLeaderWorksItOutAgain() {
        both();
        reach("a", TaskState.RUNNING);
        want("a", TaskState.SHUTDOWN);

        rig.crash();
        rig.kernel.runFor(Duration.ofSeconds(20));
        both();
        both();
        rig.kernel.runFor(Duration.ofSeconds(1));

        assertTrue(mine.released("a"));
        assertEquals(Traffic.LEAVING, other.traffic("net/a"));
    }

    @Test
    void NW_3_aContainerThatIsNoTaskIsKnownWithItsNamesWhileItHasASeat() {
        both();
        var guest = new Guest(Samples.task("g"), Samples.OTHER, "box", List.of("alias"), List.of());
        var net = new NetworkId("net");
        rig.store.commit(
                draft -> draft.put(Part.NETWORK_GUESTS, net, new NetworkGuests(List.of(guest))));
        rig.soon();
        assertFalse(mine.slice.wiring().endpoints().get("net/g").isPresent());

        var seat = new NetworkSeats.Seat(guest.id(), List.of("10.0.0.77/24"));
        rig.store.commit(
                draft ->
                        draft.put(
                                Part.NETWORK_SEATS, net, NetworkSeats.NONE.seated(List.of(seat))));
        rig.soon();
        both();

        var endpoint = mine.slice.wiring().endpoints().get("net/g").orElseThrow();
        assertTrue(endpoint.alone());
        assertEquals("10.0.0.5", endpoint.host());
        assertEquals(Traffic.SERVING, endpoint.traffic());
        assertEquals(List.of("10.0.0.77/24"), endpoint.addresses());
        assertEquals("box", mine.slice.wiring().frontends().get("net/g").orElseThrow().name());
        assertEquals(
                List.of("alias"),
                mine.slice.wiring().frontends().get("net/g").orElseThrow().aliases());
        assertTrue(other.connected("g"));

        rig.store.commit(draft -> draft.put(Part.NETWORK_GUESTS, net, NetworkGuests.NONE));
        rig.soon();

        assertFalse(mine.slice.wiring().endpoints().get("net/g").isPresent());
        assertTrue(mine.slice.wiring().frontends().get("net/g").isEmpty());
    }

    @Test
    void NW_16_aNodeHasANetworkBecauseOfAContainerThatIsNoTask() {
        rig.store.commit(draft -> Samples.network(draft, "more", false));
        var net = new NetworkId("more");
        var guest = new Guest(Samples.task("g"), Samples.OTHER, "box", List.of(), List.of());
        rig.store.commit(
                draft -> draft.put(Part.NETWORK_GUESTS, net, new NetworkGuests(List.of(guest))));
        var seat = new NetworkSeats.Seat(guest.id(), List.of("10.0.9.77/24"));
        rig.store.commit(
                draft ->
                        draft.put(
                                Part.NETWORK_SEATS, net, NetworkSeats.NONE.seated(List.of(seat))));
        rig.soon();

        assertTrue(other.slice.wiring().spans().containsKey(net));
        assertFalse(mine.slice.wiring().spans().containsKey(net));

        rig.store.commit(draft -> draft.remove(Kind.NETWORK, net));
        rig.soon();

        assertFalse(other.slice.wiring().spans().containsKey(net));
    }
}
