package io.skep.dispatcher.internal;

import static io.skep.dispatcher.internal.Samples.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.ClusterId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.DispatcherConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a node is missed. */
class SilenceTest {

    private final Rig rig = new Rig();

    private void beats(Played agent, int times, Duration gap) {
        for (int i = 0; i < times; i++) {
            rig.kernel.runFor(gap);
            agent.beat();
        }
        rig.soon();
    }

    private Played known(Duration gap) {
        var agent = rig.hello(OTHER);
        beats(agent, 10, gap);
        return agent;
    }

    private void period(Duration period) {
        var spec = ClusterSpec.defaults();
        rig.store.commit(
                draft -> draft.put(Part.CLUSTER_SPEC, new ClusterId("c"), with(spec, period)));
    }

    private static ClusterSpec with(ClusterSpec spec, Duration period) {
        return new ClusterSpec(
                spec.name(),
                spec.labels(),
                spec.orchestration(),
                spec.raft(),
                new DispatcherConfig(period),
                spec.caConfig(),
                spec.taskDefaults(),
                spec.encryptionConfig(),
                spec.plugs());
    }

    @Test
    void asksForABeatASecondAndKeepsANodeReadyThatBeats() {
        var agent = known(Duration.ofSeconds(1));

        assertTrue(agent.beats.get(0).compareTo(Duration.ofMillis(900)) >= 0);
        assertTrue(agent.beats.get(0).compareTo(Duration.ofMillis(1_100)) <= 0);
        assertTrue(agent.beats.size() > 10);
        assertEquals(NodeState.READY, rig.status(OTHER).state());
    }

    @Test
    void takesASilentNodeForDownAfterLessThanThreeSeconds() {
        var agent = known(Duration.ofSeconds(1));

        rig.kernel.runFor(Duration.ofMillis(2_300));
        assertEquals(NodeState.READY, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofMillis(600));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
        assertEquals("heartbeat failure", rig.status(OTHER).message());
        assertEquals(List.of("heartbeat failure"), agent.closed);
    }

    @Test
    void takesANodeForDownWhoseSessionBrokeAndDidNotComeBack() {
        known(Duration.ofSeconds(1));

        rig.net.cut(OTHER);
        rig.kernel.runFor(Duration.ofMillis(14_900));
        assertEquals(NodeState.READY, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofMillis(600));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void O_04_aProcessThatIsStartedAgainIsNotTakenForDown() {
        known(Duration.ofSeconds(1));
        var before = rig.store.commits().size();

        rig.net.cut(OTHER);
        rig.kernel.runFor(Duration.ofSeconds(8));
        var agent = rig.hello(OTHER);
        beats(agent, 10, Duration.ofSeconds(1));

        assertEquals(NodeState.READY, rig.status(OTHER).state());
        assertEquals(before, rig.store.commits().size());
    }

    /** Its process is started again on a machine that is very busy. */
    @Test
    void waitsAMinuteForANodeWhoseMachineAnswers() {
        known(Duration.ofSeconds(1));
        rig.answering.add("10.0.0.5");

        rig.net.cut(OTHER);
        rig.kernel.runFor(Duration.ofMillis(14_900));
        assertEquals(NodeState.READY, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofMillis(600));
        assertEquals(NodeState.UNKNOWN, rig.status(OTHER).state());
        assertEquals("node is away, its machine answers", rig.status(OTHER).message());
        rig.kernel.runFor(Duration.ofSeconds(44));
        assertEquals(NodeState.UNKNOWN, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofSeconds(5));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
        assertEquals("heartbeat failure", rig.status(OTHER).message());
    }

    @Test
    void takesANodeForDownOnceItsMachineAnswersNoMore() {
        known(Duration.ofSeconds(1));
        rig.answering.add("10.0.0.5");
        rig.net.cut(OTHER);
        rig.kernel.runFor(Duration.ofSeconds(17));
        assertEquals(NodeState.UNKNOWN, rig.status(OTHER).state());

        rig.answering.clear();
        rig.kernel.runFor(Duration.ofSeconds(5));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void takesANodeForReadyThatComesBackAfterItWasAwayForLong() {
        known(Duration.ofSeconds(1));
        rig.answering.add("10.0.0.5");
        rig.net.cut(OTHER);
        rig.kernel.runFor(Duration.ofSeconds(40));

        var agent = rig.hello(OTHER);
        beats(agent, 10, Duration.ofSeconds(1));

        assertEquals(NodeState.READY, rig.status(OTHER).state());
        assertEquals("", rig.status(OTHER).message());
    }

    /** It may have left the cluster. */
    @Test
    void asksNoMachineOfANodeThatSaidGoodbye() {
        var agent = known(Duration.ofSeconds(1));
        rig.answering.add("10.0.0.5");

        agent.goodbye();
        rig.kernel.runFor(Duration.ofMillis(14_900));
        assertEquals(NodeState.DISCONNECTED, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofMillis(600));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    /** Its machine may answer though its node hangs. */
    @Test
    void asksNoMachineOfANodeThatIsSilent() {
        known(Duration.ofSeconds(1));
        rig.answering.add("10.0.0.5");

        rig.kernel.runFor(Duration.ofSeconds(3));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void DI_1_waitsNoLongerThanThreePeriodsThatTheUserSetWhateverAnswers() {
        period(Duration.ofSeconds(10));
        known(Duration.ofSeconds(10));
        rig.answering.add("10.0.0.5");

        rig.net.cut(OTHER);
        rig.kernel.runFor(Duration.ofMillis(30_500));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void nothingHappensWhenTheSessionBreaksAndTheAgentComesBack() {
        known(Duration.ofSeconds(1));
        var before = rig.store.commits().size();

        rig.net.cut(OTHER);
        rig.kernel.runFor(Duration.ofMillis(200));
        var agent = rig.hello(OTHER);
        beats(agent, 10, Duration.ofSeconds(1));

        assertEquals(NodeState.READY, rig.status(OTHER).state());
        assertEquals(before, rig.store.commits().size());
    }

    @Test
    void hasMorePatienceWithANodeThatBeatsSlowlyAndIrregularly() {
        var agent = rig.hello(OTHER);
        for (int i = 0; i < 10; i++) {
            beats(agent, 1, Duration.ofMillis(i % 2 == 0 ? 1_000 : 4_000));
        }

        rig.kernel.runFor(Duration.ofMillis(5_000));
        assertEquals(NodeState.READY, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofSeconds(10));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void waitsThreePeriodsForANodeItDoesNotKnowYet() {
        rig.hello(OTHER);

        rig.kernel.runFor(Duration.ofSeconds(14));
        assertEquals(NodeState.READY, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofMillis(1_500));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void DI_1_waitsThreeTimesThePeriodThatTheUserSet() {
        period(Duration.ofSeconds(10));
        var agent = known(Duration.ofSeconds(10));
        assertTrue(agent.beats.get(0).compareTo(Duration.ofSeconds(9)) >= 0);

        rig.kernel.runFor(Duration.ofSeconds(26));
        assertEquals(NodeState.READY, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofSeconds(8));

        assertEquals(NodeState.DOWN, rig.status(OTHER).state());
    }

    @Test
    void DI_2_refusesTheFourthSessionInEightSecondsButDoesNotMissTheNode() {
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(), rig.hello(OTHER).closed);
        }

        for (int i = 0; i < 6; i++) {
            rig.kernel.runFor(Duration.ofSeconds(1));
            assertEquals(List.of("node other begins too many sessions"), rig.hello(OTHER).closed);
        }
        assertEquals(NodeState.READY, rig.status(OTHER).state());
        rig.kernel.runFor(Duration.ofSeconds(3));

        assertEquals(List.of(), rig.hello(OTHER).closed);
    }
}
