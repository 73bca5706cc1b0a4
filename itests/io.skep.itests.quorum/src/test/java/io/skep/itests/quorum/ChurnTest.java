package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.quorum.Managers.Manager;
import io.skep.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Members come and go while others are cut off or die. {@code -Dskep.churns=} says how often. */
@Timeout(3_600)
@EnabledIfSystemProperty(named = "skep.churns", matches = "\\d+")
class ChurnTest {

    private static final int ROUNDS = Integer.getInteger("skep.churns", 1);
    private static final Duration HEALTHY = Duration.ofSeconds(15);
    private static final Duration A_MOMENT = Duration.ofSeconds(3);
    private static final List<String> USUAL = List.of("m1", "m2", "m3");

    @TempDir private Path directory;
    private Trial trial;
    private Managers managers;
    private int changes;

    @SuppressWarnings("NullAway.Init")
    ChurnTest() {}

    @BeforeEach
    void open() {
        trial = new Trial(directory);
        managers = trial.managers;
    }

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void C_18_whileMembersComeAndGoAndOthersAreCutOffOrDie() throws Exception {
        trial.begin(USUAL.size());
        trial.calm();
        for (int round = 0; round < ROUNDS; round++) {
            trial.storm(this::oneGoesWhileAnotherIsCutOff);
            trial.storm(this::oneComesWhileTheLeaderDies);
            trial.storm(this::twoComeAtOnce);
            trial.storm(this::theLeaderGoes);
        }
        trial.calm();

        System.out.println("figure C-18 changes " + changes);
        trial.judge();
    }

    /** The new majority is cut in two until the cable is in again. */
    private void oneGoesWhileAnotherIsCutOff() throws Exception {
        var leader = managers.leader();
        var followers = managers.followers();
        managers.hub.cut(followers.get(1).name);
        var change = leader.store.change(managers.without(followers.get(0).name), A_MOMENT);
        ends(change);
        managers.hub.mend();
        settle();
    }

    private void ends(CompletionStage<Void> change) throws Exception {
        if (Managers.outcome(change).equals("done")) {
            changes++;
        }
    }

    private void oneComesWhileTheLeaderDies() throws Exception {
        managers.begin("m4");
        var leader = managers.leader();
        var change = leader.store.change(managers.with("m4"), A_MOMENT);
        managers.hub.cut(leader.name);
        leader.kill();
        managers.hub.mend();
        leader.again();
        ends(change);
        settle();
    }

    /** One change at a time: whoever asks second builds upon the first, or is refused. */
    private void twoComeAtOnce() throws Exception {
        managers.begin("m4");
        managers.begin("m5");
        var leader = managers.leader();
        var changes = new ArrayList<CompletionStage<Void>>();
        for (var name : List.of("m4", "m5")) {
            changes.add(leader.store.change(managers.with(name), HEALTHY));
        }
        for (var change : changes) {
            ends(change);
        }
        settle();
    }

    private void theLeaderGoes() throws Exception {
        var leader = managers.leader();
        var change = leader.store.change(managers.without(leader.name), A_MOMENT);
        ends(change);
        settle();
    }

    /** The usual ones are members again, each step of it quickly; who was let go begins anew. */
    private void settle() throws Exception {
        for (var name : List.copyOf(managers.all.keySet())) {
            if (!USUAL.contains(name)) {
                change(wanted -> wanted.remove(new NodeId(name)));
                var gone = managers.all.get(name);
                gone.kill();
                gone.wipe();
            }
        }
        for (var name : USUAL) {
            if (!members().contains(name)) {
                var gone = managers.all.get(name);
                gone.kill();
                gone.wipe();
                managers.begin(name);
                change(wanted -> wanted.put(new NodeId(name), Managers.address(name)));
            }
        }
        assertEquals(USUAL, members());
    }

    private List<String> members() throws Exception {
        return managers.leader().store.members().keySet().stream().map(NodeId::value).toList();
    }

    private interface Wish {
        void on(TreeMap<NodeId, String> members);
    }

    private void change(Wish wish) throws Exception {
        var begun = System.nanoTime();
        var leader = managers.leader();
        var wanted = new TreeMap<>(leader.store.members());
        wish.on(wanted);
        if (!wanted.equals(leader.store.members())) {
            assertEquals("done", changed(leader, wanted));
            changes++;
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(HEALTHY) < 0, "a change took " + took);
        }
    }

    /** A change before may still be under way, and then this one is refused. */
    private String changed(Manager first, TreeMap<NodeId, String> wanted) throws Exception {
        var outcome = Managers.outcome(first.store.change(wanted, HEALTHY));
        for (int again = 0; again < 10 && !outcome.equals("done"); again++) {
            managers.pass(Duration.ofMillis(500));
            outcome = Managers.outcome(managers.leader().store.change(wanted, HEALTHY));
        }
        return outcome;
    }
}
