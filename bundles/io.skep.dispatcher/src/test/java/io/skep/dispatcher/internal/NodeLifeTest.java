package io.skep.dispatcher.internal;

import static io.skep.dispatcher.internal.Samples.ME;
import static io.skep.dispatcher.internal.Samples.OTHER;
import static io.skep.dispatcher.internal.Samples.assign;
import static io.skep.dispatcher.internal.Samples.reached;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.codec.Codec;
import io.skep.itests.store.SimStore;
import io.skep.model.Kind;
import io.skep.model.ManagerStatus;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.TaskState;
import io.skep.model.spec.NodeRole;
import io.skep.transport.ChannelSink;
import io.skep.transport.agent.AgentFrame;
import io.skep.transport.agent.Hello;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLifeTest {

    private final Rig rig = new Rig();

    @Test
    void ND_2_makesANodeReadyThatSaysHello() {
        rig.hello(OTHER);

        var status = rig.status(OTHER);
        assertEquals(NodeState.READY, status.state());
        assertEquals("10.0.0.5", status.addr());
        assertEquals("other", status.description().hostname());
        assertNull(status.manager());
    }

    @Test
    void ND_14_showsAManagerAsLeaderWithItsEndpoint() {
        rig.hello(ME);

        assertEquals(
                new ManagerStatus(true, "reachable", "10.0.0.5:2377"), rig.status(ME).manager());
    }

    @Test
    void ND_14_showsAnotherManagerAsReachableWhenItIsAMemberOfTheQuorum() {
        rig.store.commit(draft -> Samples.node(draft, OTHER, NodeRole.MANAGER));
        var agent = rig.hello(OTHER);
        assertEquals("unknown", rig.status(OTHER).manager().reachability());

        rig.quorum.member(OTHER);
        agent.beat();
        rig.soon();

        assertEquals(
                new ManagerStatus(false, "reachable", "10.0.0.5:2377"),
                rig.status(OTHER).manager());
    }

    @Test
    void ND_7_showsANodesNewRole() {
        rig.hello(OTHER);
        assertNull(rig.status(OTHER).manager());

        rig.store.commit(draft -> Samples.node(draft, OTHER, NodeRole.MANAGER));
        rig.soon();

        assertNotNull(rig.status(OTHER).manager());
    }

    @Test
    void ND_12_writesFactsThatChange() {
        var agent = rig.hello(OTHER);

        agent.say(AgentFrame.of(Samples.description("renamed"), 0));
        rig.soon();

        assertEquals("renamed", rig.status(OTHER).description().hostname());
    }

    @Test
    void waitsWithTheFirstHelloUntilTheClusterIsThere() {
        var empty = new SimStore(rig.kernel);
        var reception = new Reception(rig.context(), rig.net.of(new NodeId("founder")), rig.quorum);
        reception.open();
        var founder = new Dispatcher(rig.context(), empty, reception, rig.machines());
        founder.start();
        rig.kernel.settle();
        var heard = new ArrayList<String>();
        rig.net
                .of(ME)
                .open(
                        new NodeId("founder"),
                        AgentFrame.CHANNEL,
                        rig.kernel.node("x").loop("x"),
                        new Closing(heard))
                .send(Codec.bytes(AgentFrame.of(new Hello(Samples.description("me"), "a", "a:1"))));
        rig.soon();
        assertEquals(List.of(), heard);

        empty.commit(Samples::cluster);
        rig.soon();

        assertEquals(
                NodeState.READY,
                empty.view().nodes().get(ME).orElseThrow().status().value().state());
    }

    @Test
    void refusesANodeThatIsNotOfThisCluster() {
        var agent = rig.hello(new NodeId("stranger"));

        assertEquals(List.of("node stranger is not of this cluster"), agent.closed);
    }

    @Test
    void ND_9_closesTheSessionOfARemovedNode() {
        var agent = rig.hello(OTHER);

        rig.store.commit(draft -> draft.remove(Kind.NODE, OTHER));
        rig.soon();

        assertEquals(List.of("node other was removed"), agent.closed);
        rig.kernel.runFor(Duration.ofMinutes(2));
        assertTrue(rig.store.view().nodes().get(OTHER).isEmpty());
    }

    @Test
    void letsANewSessionOfANodeReplaceTheOldOne() {
        var before = rig.hello(OTHER);
        var after = rig.hello(OTHER);

        assertEquals(List.of("another session of node other began"), before.closed);
        assertEquals(List.of(), after.closed);
        rig.store.commit(draft -> Samples.assign(draft, "a", OTHER));
        rig.soon();
        assertEquals(List.of("a"), after.names());
        assertEquals(1, before.assignments.size());
        assertEquals(NodeState.READY, rig.status(OTHER).state());
    }

    @Test
    void LF_2_takesNodesForUnknownUntilTheyAreHeard() {
        rig.hello(OTHER);
        rig.hello(ME);

        rig.crash();
        rig.soon();
        assertEquals(NodeState.UNKNOWN, rig.status(OTHER).state());
        assertEquals(
                "Node moved to \"unknown\" state due to leadership change in cluster",
                rig.status(OTHER).message());
        assertEquals(
                new ManagerStatus(true, "reachable", "10.0.0.5:2377"), rig.status(ME).manager());
        rig.hello(OTHER);

        assertEquals(NodeState.READY, rig.status(OTHER).state());
    }

    @Test
    void DI_1_takesAnUnknownNodeForDownAfterSixPeriods() {
        rig.hello(OTHER);

        rig.crash();
        rig.kernel.runFor(Duration.ofSeconds(29));
        assertEquals(NodeState.UNKNOWN, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofSeconds(2));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
        assertEquals(
                "heartbeat failure for node in \"unknown\" state", rig.status(OTHER).message());
    }

    @Test
    void takesANodeForDownThatWasNeverHeard() {
        rig.kernel.runFor(Duration.ofSeconds(31));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void ND_2_takesANodeForDisconnectedThatSaysGoodbyeAndForDownWhenItDoesNotComeBack() {
        rig.hello(OTHER).goodbye();
        rig.soon();
        assertEquals(NodeState.DISCONNECTED, rig.status(OTHER).state());

        rig.kernel.runFor(Duration.ofSeconds(17));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void ND_2_leavesNodesDisconnectedWhenItStops() {
        var agent = rig.hello(OTHER);

        var stopped = rig.dispatcher.stop(Duration.ofSeconds(5)).toCompletableFuture();
        rig.soon();

        assertTrue(stopped.isDone());
        assertEquals(NodeState.DISCONNECTED, rig.status(OTHER).state());
        assertEquals(1, agent.closed.size());
    }

    @Test
    void stopsInTimeWhenTheStoreDoesNotAnswer() {
        rig.hello(OTHER);
        rig.store.takes(Duration.ofHours(1));

        var stopped = rig.dispatcher.stop(Duration.ofSeconds(4)).toCompletableFuture();
        rig.kernel.runFor(Duration.ofSeconds(3));

        assertTrue(stopped.isDone());
    }

    @Test
    void DI_6_orphansTasksOfANodeThatIsDownForADay() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var agent = rig.hello(OTHER);
        agent.observed("a", reached(TaskState.RUNNING));

        rig.kernel.runFor(Duration.ofHours(23));
        assertEquals(TaskState.RUNNING, rig.observed("a").state());
        rig.kernel.runFor(Duration.ofHours(2));

        assertEquals(TaskState.ORPHANED, rig.observed("a").state());
    }

    @Test
    void DI_6_countsTheDayFromWhenTheNodeWentDownAlsoUnderANewLeader() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        rig.hello(OTHER).observed("a", reached(TaskState.RUNNING));
        rig.kernel.runFor(Duration.ofHours(20));

        rig.crash();
        rig.kernel.runFor(Duration.ofHours(3));
        assertEquals(TaskState.RUNNING, rig.observed("a").state());
        rig.kernel.runFor(Duration.ofHours(2));

        assertEquals(TaskState.ORPHANED, rig.observed("a").state());
    }

    @Test
    void DI_6_countsTheDayAnewWhenTheNodeCameBackInBetween() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        rig.hello(OTHER).observed("a", reached(TaskState.RUNNING));
        rig.kernel.runFor(Duration.ofHours(20));
        rig.hello(OTHER);

        rig.kernel.runFor(Duration.ofHours(20));
        assertEquals(TaskState.RUNNING, rig.observed("a").state());
        rig.kernel.runFor(Duration.ofHours(5));

        assertEquals(TaskState.ORPHANED, rig.observed("a").state());
    }

    @Test
    void DI_6_keepsTheTasksOfANodeThatComesBack() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        rig.hello(OTHER).observed("a", reached(TaskState.RUNNING));
        rig.kernel.runFor(Duration.ofHours(23));

        var agent = rig.hello(OTHER);
        for (int i = 0; i < 5_000; i++) {
            rig.kernel.runFor(Duration.ofSeconds(1));
            agent.beat();
        }

        assertEquals(TaskState.RUNNING, rig.observed("a").state());
    }

    @Test
    void closesASessionWhoseAssignmentsWereLost() {
        var agent = rig.hello(OTHER);
        agent.applies = false;
        rig.store.commit(draft -> Samples.assign(draft, "a", OTHER));
        rig.soon();

        agent.beat();
        rig.soon();
        assertEquals(List.of(), agent.closed);
        agent.beat();
        rig.soon();

        assertEquals(List.of("assignments were lost"), agent.closed);
    }

    @Test
    void closesASessionThatSaysWhatNobodyUnderstands() {
        var agent = rig.hello(OTHER);
        agent.raw(new byte[] {9});
        rig.soon();

        assertEquals(List.of("a frame cannot be read"), agent.closed);
    }

    @Test
    void closesASessionThatDoesNotBeginWithAHello() {
        var agent = new Played(rig.net, OTHER, rig.kernel.node("o").loop("agent"));
        agent.beat();
        rig.soon();

        assertEquals(List.of("a session begins with a hello"), agent.closed);
    }

    private record Closing(List<String> heard) implements ChannelSink {

        @Override
        public void frame(byte[] frame) {
            // only its end matters
        }

        @Override
        public void closed(String reason) {
            heard.add(reason);
        }
    }
}
