package io.skep.roles.internal.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.ManagerStatus;
import io.skep.model.NodeDescription;
import io.skep.model.NodeGrant;
import io.skep.model.NodeId;
import io.skep.model.NodeIdentity;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SituationTest {

    private static final NodeRole MANAGER = NodeRole.MANAGER;
    private static final NodeRole WORKER = NodeRole.WORKER;

    private final List<Change> changes = new ArrayList<>();
    private final SortedMap<NodeId, String> members = new TreeMap<>();

    SituationTest() {
        changes.add(Change.put(Part.CLUSTER_SPEC, new ClusterId("c"), ClusterSpec.defaults()));
    }

    private static NodeId node(String name) {
        return new NodeId(name);
    }

    /** A node with a wanted role, and the one it has. */
    private void node(String name, NodeRole wanted, NodeRole has, NodeState state) {
        var spec = new NodeSpec("", Map.of(), wanted, Availability.ACTIVE);
        var asManager = new ManagerStatus(false, "reachable", name + ":2377");
        changes.add(Change.put(Part.NODE_SPEC, node(name), spec));
        changes.add(Change.put(Part.NODE_GRANT, node(name), new NodeGrant(has)));
        changes.add(Change.put(Part.NODE_IDENTITY, node(name), new NodeIdentity(has, "", "")));
        changes.add(Change.put(Part.NODE_STATUS, node(name), status(state, asManager)));
    }

    private static NodeStatus status(NodeState state, ManagerStatus manager) {
        var description =
                new NodeDescription(
                        "",
                        new Platform("", ""),
                        Resources.NONE,
                        "",
                        Map.of(),
                        List.of(),
                        List.of());
        return new NodeStatus(state, "", "", description, manager);
    }

    private void member(String name, NodeRole wanted, NodeState state) {
        node(name, wanted, MANAGER, state);
        changes.add(Change.put(Part.NODE_GRANT, node(name), new NodeGrant(MANAGER, true)));
        members.put(node(name), name + ":2377");
    }

    private void members(String... names) {
        for (var name : names) {
            member(name, MANAGER, NodeState.READY);
        }
    }

    private Optional<Step> next(String... deferred) {
        var state = State.EMPTY.after(changes, new Stamp(1, Instant.EPOCH));
        var nodes = Set.of(deferred).stream().map(NodeId::new).toList();
        return Situation.of(state, members, node("a")).next(Set.copyOf(nodes));
    }

    private Optional<Step> change(String about, String... names) {
        var after = new TreeMap<NodeId, String>();
        for (var name : names) {
            after.put(node(name), name + ":2377");
        }
        return Optional.of(new Step.Change(node(about), after));
    }

    private static Optional<Step> grant(String name, NodeRole role) {
        return grant(name, new NodeGrant(role));
    }

    private static Optional<Step> grant(String name, NodeGrant given) {
        return Optional.of(new Step.Grant(new TreeMap<>(Map.of(node(name), given))));
    }

    @Test
    void doesNothingWhenAllIsAsWanted() {
        members("a", "b", "c");
        node("w", WORKER, WORKER, NodeState.READY);

        assertEquals(Optional.empty(), next());
    }

    @Test
    void doesNothingBeforeTheClusterIsFounded() {
        members.put(node("a"), "a:2377");

        assertEquals(Optional.empty(), next());
    }

    @Test
    void givesTheFounderItsRole() {
        members.put(node("a"), "a:2377");
        var spec = new NodeSpec("", Map.of(), MANAGER, Availability.ACTIVE);
        changes.add(Change.put(Part.NODE_SPEC, node("a"), spec));

        assertEquals(grant("a", new NodeGrant(MANAGER, true)), next());
    }

    @Test
    void makesAMemberThatWentAWorkerBeforeItComesAgain() {
        members("a", "b", "c");
        members.remove(node("c"));
        assertEquals(grant("c", WORKER), next(), "though it is wanted again");

        changes.add(Change.put(Part.NODE_GRANT, node("c"), new NodeGrant(WORKER)));
        assertEquals(Optional.empty(), next(), "it still has the certificate of a manager");

        changes.add(Change.put(Part.NODE_IDENTITY, node("c"), new NodeIdentity(WORKER, "", "")));
        assertEquals(grant("c", MANAGER), next());
    }

    @Test
    void ND_7_grantsAPromotionAtOnceAndTakesTheNodeInWhenItsCertificateSaysSo() {
        members("a");
        node("b", MANAGER, WORKER, NodeState.READY);
        assertEquals(grant("b", MANAGER), next());

        changes.add(Change.put(Part.NODE_GRANT, node("b"), new NodeGrant(MANAGER)));
        assertEquals(Optional.empty(), next());
        changes.add(Change.put(Part.NODE_IDENTITY, node("b"), new NodeIdentity(MANAGER, "", "")));

        assertEquals(change("b", "a", "b"), next());
    }

    @Test
    void RA_7_doesNotTakeInANodeThatDoesNotAnswer() {
        members("a");
        node("b", MANAGER, MANAGER, NodeState.DOWN);

        assertEquals(Optional.empty(), next());
    }

    @Test
    void RA_8_doesNotTakeOneInWhenTooFewAnswer() {
        members("a", "b");
        member("c", MANAGER, NodeState.DOWN);
        member("d", MANAGER, NodeState.DOWN);
        node("e", MANAGER, MANAGER, NodeState.READY);

        assertEquals(Optional.empty(), next());
    }

    @Test
    void ND_8_letsAMemberGoBeforeItTakesItsRole() {
        members("a", "b");
        member("c", WORKER, NodeState.READY);
        assertEquals(change("c", "a", "b"), next());

        members.remove(node("c"));

        assertEquals(grant("c", WORKER), next());
    }

    @Test
    void RA_8_keepsAMemberWithoutWhichTooFewWouldAnswer() {
        members("a");
        member("b", MANAGER, NodeState.DOWN);
        member("c", WORKER, NodeState.READY);

        assertEquals(Optional.empty(), next());
    }

    @Test
    void RA_8_letsAMemberGoThatDoesNotAnswerWhenTheOthersDo() {
        members("a", "b");
        member("c", WORKER, NodeState.DOWN);

        assertEquals(change("c", "a", "b"), next());
    }

    @Test
    void letsARemovedNodeGo() {
        members("a", "b");
        members.put(node("x"), "x:2377");

        assertEquals(change("x", "a", "b"), next());
    }

    @Test
    void RA_7_followsAMemberToAnotherAddress() {
        members("a", "b");
        members.put(node("b"), "elsewhere:2377");

        assertEquals(change("b", "a", "b"), next());
    }

    @Test
    void ND_8_handsLeadershipOverWhenTheLeaderItselfIsDemoted() {
        members("b", "c");
        member("a", WORKER, NodeState.READY);

        assertEquals(Optional.of(new Step.HandOver(node("a"), node("b"))), next());
    }

    @Test
    void handsLeadershipOverWhenTheLeadersNodeWasRemoved() {
        members("b", "c");
        members.put(node("a"), "a:2377");

        assertEquals(Optional.of(new Step.HandOver(node("a"), node("b"))), next());
    }

    @Test
    void handsLeadershipOnlyToWhoAnswersAndStays() {
        member("a", WORKER, NodeState.READY);
        member("b", MANAGER, NodeState.DOWN);
        member("c", WORKER, NodeState.READY);
        members("d", "e");

        assertEquals(change("c", "a", "b", "d", "e"), next());
        assertEquals(Optional.of(new Step.HandOver(node("a"), node("d"))), next("c"));
    }

    @Test
    void theLastManagerStaysWhateverIsWanted() {
        member("a", WORKER, NodeState.READY);

        assertEquals(Optional.empty(), next());
    }

    @Test
    void waitsForADemotedLeadersSuccessor() {
        member("a", WORKER, NodeState.READY);
        node("b", MANAGER, MANAGER, NodeState.READY);

        assertEquals(change("b", "a", "b"), next());
    }

    @Test
    void goesOnWithOthersWhileAFailedStepWaits() {
        members("a", "b", "c");
        node("d", MANAGER, MANAGER, NodeState.READY);
        node("e", MANAGER, MANAGER, NodeState.READY);

        assertEquals(change("e", "a", "b", "c", "e"), next("d"));
        assertEquals(Optional.empty(), next("d", "e"));
    }
}
