package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cluster must bear. */
class FaultsTest {

    private static final List<String> SIX = List.of("1", "2", "3", "4", "5", "6");

    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void mend() {
        cluster.site().mend();
    }

    @Test
    void anotherLeadsWhenTheLeaderIsKilledAndTheDeadComesBack() {
        var killed = cluster.leader();
        var alive = cluster.followers();
        cluster.create(alive.get(0), "before", 2).good();
        cluster.awaitRunning(alive.get(0), "before", 2);

        cluster.swarm().kill(killed);

        Eventually.equal(true, Cluster.PATIENCE, () -> leads(alive));
        assertNotEquals(killed, cluster.leader());
        cluster.create(alive.get(1), "after", 2).good();
        cluster.awaitRunning(alive.get(0), "after", 2);
        cluster.swarm().start(killed);
        cluster.whole();
        assertEquals(
                List.of("after", "before"),
                cluster.docker(killed, "service", "ls", "--format", "{{.Name}}")
                        .good()
                        .lines()
                        .sorted()
                        .toList());
        cluster.remove("before");
        cluster.remove("after");
    }

    @Test
    void tasksOfAWorkerWithoutPowerRunElsewhere() {
        var lost = cluster.workers().get(0);
        cluster.create(cluster.leader(), "lost", 6).good();
        cluster.awaitRunning(cluster.leader(), "lost", 6);

        lost.powerOff();

        Eventually.equal(
                List.of(lost.name() + " Down Active"),
                Cluster.PATIENCE,
                () -> cluster.nodes(cluster.leader(), lost));
        Eventually.equal(slots("lost"), Cluster.PATIENCE, () -> cluster.slots("lost"));
        lost.powerOn();
        lost.startEngineAgain();
        cluster.swarm().start(lost);
        cluster.whole();
        Eventually.equal(slots("lost"), Cluster.PATIENCE, () -> cluster.slots("lost"));
        cluster.remove("lost");
    }

    @Test
    void noSlotRunsTwiceAfterAWorkerWasCutOffAndCameBack() {
        var cut = cluster.workers().get(1);
        var others = cluster.hosts().stream().filter(host -> host != cut).toList();
        cluster.create(cluster.leader(), "parted", 6).good();
        cluster.awaitRunning(cluster.leader(), "parted", 6);

        cluster.site().part(List.of(cut), others);

        Eventually.equal(
                List.of(cut.name() + " Down Active"),
                Cluster.PATIENCE,
                () -> cluster.nodes(cluster.leader(), cut));
        Eventually.holds(
                "its slots run elsewhere, while it knows nothing of that",
                Cluster.PATIENCE,
                () -> cluster.slots("parted"),
                found -> found.size() > 6 && found.stream().distinct().count() == 6);
        cluster.site().mend();
        cluster.whole();
        Eventually.equal(slots("parted"), Cluster.PATIENCE, () -> cluster.slots("parted"));
        cluster.awaitRunning(cluster.leader(), "parted", 6);
        cluster.remove("parted");
    }

    @Test
    void aLeaderThatIsCutOffLosesItsOfficeAndFollowsWhenItIsBack() {
        var cut = cluster.leader();
        var alive = cluster.followers();

        cluster.site().part(List.of(cut), alive);

        Eventually.equal(true, Cluster.PATIENCE, () -> leads(alive));
        cluster.create(alive.get(0), "majority", 1).good();
        assertNotEquals(0, cluster.create(cut, "minority", 1).exit());
        cluster.site().mend();
        cluster.whole();
        Eventually.equal(
                "majority",
                Cluster.PATIENCE,
                () ->
                        cluster.docker(cut, "service", "ls", "--format", "{{.Name}}")
                                .output()
                                .strip());
        cluster.remove("majority");
    }

    @Test
    void C_15_aLeaderThatHungTellsNothingOfThePastWhenItGoesOn() {
        var hung = cluster.leader();
        var alive = cluster.followers();

        hung.pause();
        Eventually.equal(true, Cluster.PATIENCE, () -> leads(alive));
        cluster.create(alive.get(0), "meanwhile", 1).good();
        hung.resume();

        var first =
                Eventually.holds(
                        "it answers again",
                        Cluster.PATIENCE,
                        () -> cluster.docker(hung, "service", "ls", "--format", "{{.Name}}"),
                        answer -> answer.exit() == 0);
        assertEquals("meanwhile", first.output().strip());
        cluster.whole();
        cluster.remove("meanwhile");
    }

    @Test
    void aClusterWithoutAMajorityTakesNothingAndSaysSo() {
        var killed = cluster.followers();
        var left = cluster.leader();

        killed.forEach(cluster.swarm()::kill);

        Eventually.holds(
                "it says that nobody leads",
                Cluster.PATIENCE,
                () -> cluster.docker(left, "node", "ls").errors(),
                said -> said.contains("The swarm does not have a leader."));
        var refused = cluster.create(left, "refused", 1).bad();
        assertTrue(refused.contains("The swarm does not have a leader."), refused);
        killed.forEach(cluster.swarm()::start);
        cluster.whole();
        // it may have been on its way when the majority went, and then it is made now
        cluster.docker(left, "service", "rm", "refused");
    }

    @Test
    void C_22_oneManagerGoesOnAloneWithEverythingAndTheOthersComeBack() {
        var left = cluster.followers().get(0);
        var dead = cluster.managers().stream().filter(host -> host != left).toList();
        var running = new ArrayList<>(cluster.workers());
        running.add(left);
        cluster.create(left, "stays", 6).good();
        cluster.awaitRunning(left, "stays", 6);
        var before = Containers.started(running, "stays");
        dead.forEach(cluster.swarm()::kill);
        assertNotEquals(0, cluster.create(left, "nobody", 1).exit());

        var said =
                cluster.docker(
                                left,
                                "swarm",
                                "init",
                                "--force-new-cluster",
                                "--advertise-addr",
                                left.address())
                        .good();

        assertTrue(said.contains("is now a manager"), said);
        cluster.create(left, "after", 2).good();
        cluster.awaitRunning(left, "after", 2);
        var now = Containers.started(running, "stays");
        assertTrue(now.entrySet().containsAll(before.entrySet()), before + " " + now);
        for (var host : dead) {
            cluster.swarm().start(host);
            Eventually.equal(
                    List.of(host.name() + " Ready Active Reachable"),
                    Cluster.PATIENCE,
                    () -> cluster.nodes(left, host));
        }
        cluster.whole();
        Eventually.equal(slots("stays"), Cluster.PATIENCE, () -> cluster.slots("stays"));
        cluster.remove("stays");
        cluster.remove("after");
        cluster.docker(left, "service", "rm", "nobody");
    }

    private boolean leads(List<Host> among) {
        return cluster.docker(
                        among.get(0), "node", "ls", "--format", "{{.Hostname}} {{.ManagerStatus}}")
                .output()
                .lines()
                .filter(row -> row.endsWith(" Leader"))
                .anyMatch(
                        row -> among.stream().anyMatch(host -> row.startsWith(host.name() + " ")));
    }

    private static List<String> slots(String service) {
        return SIX.stream().map(slot -> service + "." + slot).toList();
    }
}
