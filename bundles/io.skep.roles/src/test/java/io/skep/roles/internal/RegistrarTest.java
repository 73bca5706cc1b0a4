package io.skep.roles.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import io.skep.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Roles and quorum in step, with everything that goes wrong; {@code -Dskep.seed=42} replays one
 * seed, {@code -Dskep.seeds=1000} tries more.
 */
class RegistrarTest {

    private static final Duration WITHIN = Duration.ofSeconds(10);

    static LongStream seeds() {
        var one = Long.getLong("skep.seed");
        return one == null
                ? LongStream.rangeClosed(1, Long.getLong("skep.seeds", 150))
                : LongStream.of(one);
    }

    private static NodeId node(int number) {
        return new NodeId("n" + number);
    }

    private static void peace(Court court) {
        court.peaceful = true;
        court.kernel.runFor(Duration.ofMinutes(2));
        asWanted(court);
    }

    private static void asWanted(Court court) {
        var wanted = new TreeSet<NodeId>();
        for (var node : court.store.view().nodes()) {
            var role = node.spec().value().role();
            if (role == NodeRole.MANAGER) {
                wanted.add(node.id());
            }
            assertEquals(role, node.grant().value().role(), () -> say(court, node.id()));
            assertEquals(role, node.identity().value().role(), () -> say(court, node.id()));
        }
        assertEquals(wanted, court.quorum.members().keySet(), () -> say(court, "members"));
        assertTrue(wanted.contains(court.quorum.leader().orElseThrow()));
        assertEquals(List.of(), court.quorum.sins, () -> say(court, "sins"));
        assertEquals(List.of(), court.failures(), () -> say(court, "failures"));
    }

    private static String say(Court court, Object what) {
        return "seed "
                + court.kernel.seed()
                + ": "
                + what
                + ", leader "
                + court.quorum.leader()
                + ", members "
                + court.quorum.members().keySet()
                + ", up "
                + court.up
                + ", nodes "
                + court.store.view().nodes().stream()
                        .map(
                                n ->
                                        n.id()
                                                + " "
                                                + n.spec().value().role()
                                                + " "
                                                + Court.role(n)
                                                + " "
                                                + n.state())
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endsWhereWantedAndNeverLosesTheQuorumByItself(long seed) {
        var court = new Court(seed, 6);
        var war = new War(court);

        for (int i = 0; i < 60; i++) {
            war.strike();
            court.kernel.runFor(court.kernel.between(Duration.ZERO, Duration.ofSeconds(4)));
        }
        war.end();

        peace(court);
    }

    @Test
    void ND_7_takesPromotedNodesInWithinSeconds() {
        var court = new Court(1, 3);
        court.peaceful = true;

        court.wants(node(1), NodeRole.MANAGER);
        court.wants(node(2), NodeRole.MANAGER);
        court.kernel.runFor(WITHIN);

        asWanted(court);
        assertEquals(3, court.quorum.members().size());
    }

    @Test
    void ND_8_demotesTheLeaderAndTheNextOneGoesOn() {
        var court = new Court(1, 3);
        court.peaceful = true;
        court.wants(node(1), NodeRole.MANAGER);
        court.wants(node(2), NodeRole.MANAGER);
        court.kernel.runFor(WITHIN);

        court.wants(node(0), NodeRole.WORKER);
        court.kernel.runFor(WITHIN);

        asWanted(court);
        assertEquals(Set.of(node(1), node(2)), court.quorum.members().keySet());
    }

    @Test
    void removesAManagerThatWasRemovedByForce() {
        var court = new Court(1, 3);
        court.peaceful = true;
        court.wants(node(1), NodeRole.MANAGER);
        court.wants(node(2), NodeRole.MANAGER);
        court.kernel.runFor(WITHIN);
        var gone = court.quorum.leader().orElseThrow().equals(node(2)) ? node(1) : node(2);

        court.removes(gone);
        court.kernel.runFor(WITHIN);

        asWanted(court);
        assertEquals(2, court.quorum.members().size());
    }

    @Test
    void takesNoStepWithoutAViewThatIsNew() {
        var court = new Court(1, 2);
        court.store.readsFail(true);
        court.quorum.shake();
        court.wants(node(1), NodeRole.MANAGER);
        court.kernel.runFor(WITHIN);
        assertEquals(0, court.quorum.changes);

        court.store.readsFail(false);

        peace(court);
    }

    @Test
    void triesAgainWhenTheStoreRefuses() {
        var court = new Court(1, 2);
        court.store.refuse(StoreException.Reason.TIMED_OUT);
        court.wants(node(1), NodeRole.MANAGER);
        court.kernel.runFor(WITHIN);

        court.store.accept();

        peace(court);
    }

    @Test
    void restsWhenAllIsAsWanted() {
        var court = new Court(1, 3);
        peace(court);
        var before = court.store.commits().size();

        court.kernel.runFor(Duration.ofHours(1));

        assertEquals(before, court.store.commits().size());
        assertEquals(0, court.quorum.changes);
    }
}
