package io.skep.dispatcher.internal;

import static io.skep.dispatcher.internal.Samples.ME;
import static io.skep.dispatcher.internal.Samples.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.transport.ManagerAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents at managers of whom only one leads. */
class ReceptionTest {

    private static final NodeId THIRD = new NodeId("third");

    private final Rig rig = new Rig();

    private void stop() {
        rig.dispatcher.stop(Duration.ofSeconds(5));
        rig.soon();
    }

    @Test
    void tellsAgentsWhereTheManagersAre() {
        rig.quorum.member(OTHER);

        var agent = rig.hello(OTHER);

        assertEquals(
                List.of(new ManagerAddress(ME, "me:2377"), new ManagerAddress(OTHER, "other:2377")),
                agent.managers);
    }

    @Test
    void tellsAgentsWhenTheManagersChange() {
        var agent = rig.hello(OTHER);
        rig.quorum.member(THIRD);

        agent.beat();
        rig.soon();

        assertTrue(agent.managers.contains(new ManagerAddress(THIRD, "third:2377")));
    }

    @Test
    void sendsAgentsToWhoLeads() {
        stop();
        rig.quorum.leads(THIRD);

        var agent = rig.hello(OTHER);

        assertEquals(THIRD, agent.leader());
        assertEquals(2, agent.managers.size());
        assertEquals(List.of("this manager does not lead"), agent.closed);
    }

    @Test
    void saysThatNobodyLeads() {
        stop();
        rig.quorum.leaderless();

        assertNull(rig.hello(OTHER).leader());
    }

    @Test
    void sendsItsAgentsAwayWhenItDoesNotLeadAnyMore() {
        var agent = rig.hello(OTHER);
        rig.quorum.leads(THIRD);

        stop();

        assertEquals(THIRD, agent.leader());
        assertEquals(List.of("this manager does not lead any more"), agent.closed);
    }

    /**
     * As one does whose manager hung, led on for a moment, and heard then that another one leads.
     */
    @Test
    void sendsAwayWhoCameBeforeItEndedAndSpeaksAfterwards() {
        var agent = rig.agent(OTHER);
        rig.soon();
        rig.quorum.leads(THIRD);
        stop();

        agent.hello();
        rig.soon();

        assertEquals(THIRD, agent.leader());
        assertEquals(List.of("this manager does not lead"), agent.closed);
    }

    @Test
    void takesAgentsAgainWhenItLeadsAgain() {
        stop();
        rig.kernel.runFor(Duration.ofSeconds(40));
        rig.dispatcher = new Dispatcher(rig.context(), rig.store, rig.reception, rig.machines());
        rig.dispatcher.start();

        rig.hello(OTHER);

        assertEquals(NodeState.READY, rig.status(OTHER).state());
        assertEquals(List.of(), rig.seams.failures());
    }
}
