package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Refusal;
import io.skep.control.Refusal.Code;
import io.skep.model.Cluster;
import io.skep.model.ClusterTrust;
import io.skep.model.ManagerStatus;
import io.skep.model.NodeState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.CaConfig;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.DispatcherConfig;
import io.skep.model.spec.EncryptionConfig;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.Orchestration;
import io.skep.model.spec.RaftConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster itself. Source: swarm-behaviour CL-1 to CL-13, CA-1 to CA-5. */
class ClusterTest {

    private static final String INVALID = "rpc error: code = InvalidArgument desc = ";

    @TempDir private Path directory;

    @Test
    void foundsAClusterWithAllThatBelongsToIt() {
        var bench = new Bench(directory);

        var receipt = bench.init();

        var cluster = cluster(bench);
        assertEquals(ClusterSpec.defaults(), cluster.spec().value());
        assertEquals(bench.local().nodeId(), receipt.id());
        assertEquals(1, bench.view().nodes().size());
        var self = bench.view().nodes().get(receipt.id()).orElseThrow().spec().value();
        assertEquals(NodeRole.MANAGER, self.role());
        assertEquals(3, bench.view().networks().size());
        assertTrue(trust(bench).workerToken().startsWith("SWMTKN-1-"));
    }

    @Test
    void answersWhenTheManagersAddressIsKnown() {
        var bench = new Bench(directory);
        var command =
                new Command.InitCluster("", "", Availability.DRAIN, ClusterSpec.defaults(), false);
        var founding = bench.room.submit(command).toCompletableFuture();
        bench.kernel.runFor(Duration.ofSeconds(1));
        var self = bench.view().nodes().iterator().next();

        assertFalse(founding.isDone());
        bench.report(
                self.id().value(), NodeState.READY, new ManagerStatus(true, "reachable", "a:1"));

        bench.kernel.settle();
        assertTrue(founding.isDone());
        assertEquals(Availability.DRAIN, self.spec().value().availability());
    }

    @Test
    void mergesGivenPoliciesIntoTheDefaults() {
        var bench = new Bench(directory);
        var given =
                new ClusterSpec(
                        "",
                        Map.of("k", "v"),
                        new Orchestration(3L),
                        new RaftConfig(0, null, 0, 0, 0),
                        new DispatcherConfig(Duration.ofSeconds(9)),
                        new CaConfig(Duration.ZERO, List.of(), "", "", 0),
                        null,
                        null,
                        Map.of());

        bench.ok(new Command.InitCluster("", "", Availability.ACTIVE, given, false));

        var spec = cluster(bench).spec().value();
        var defaults = ClusterSpec.defaults();
        assertEquals("default", spec.name());
        assertEquals(3L, spec.orchestration().taskHistoryRetentionLimit());
        assertEquals(defaults.raft(), spec.raft());
        assertEquals(Duration.ofSeconds(9), spec.dispatcher().heartbeatPeriod());
        assertEquals(defaults.caConfig(), spec.caConfig());
    }

    @Test
    void listensAndAdvertisesAsTold() {
        var bench = new Bench(directory);
        bench.ok(
                new Command.InitCluster(
                        "127.0.0.1:7000",
                        "192.0.2.9",
                        Availability.ACTIVE,
                        ClusterSpec.defaults(),
                        false,
                        "192.0.2.11"));

        assertEquals("127.0.0.1:7000", bench.listens);
        assertEquals("192.0.2.9", bench.advertised);
        assertEquals("192.0.2.11", bench.dataPath);
    }

    @Test
    void advertisesAsTheNodesSettingsSay() {
        var bench = Bench.founded(directory);

        assertEquals("0.0.0.0:2377", bench.listens);
        assertEquals("192.0.2.7", bench.advertised);
    }

    @Test
    void updatesPoliciesAsAWholeButKeepsPlugs() {
        var bench = Bench.founded(directory);
        bench.ok(new Command.UsePlug("scheduler", "binpack"));
        var nothing = new ClusterSpec("", null, null, null, null, null, null, null, null);

        bench.ok(updating(bench, nothing));

        var spec = cluster(bench).spec().value();
        assertEquals("default", spec.name());
        assertEquals(0, spec.raft().snapshotInterval());
        assertEquals(Map.of("scheduler", "binpack"), spec.plugs());
    }

    @Test
    void refusesPoliciesThatMakeNoSense() {
        var bench = Bench.founded(directory);

        assertRefused(
                Code.INVALID,
                "swarm spec must be named \"default\"",
                bench.refused(updating(bench, policies("mine", null, null, null))));
        assertRefused(
                Code.INVALID,
                INVALID + "heartbeat time period cannot be a negative duration",
                bench.refused(updating(bench, policies("", null, Duration.ofSeconds(-1), null))));
        assertRefused(
                Code.INVALID,
                INVALID + "minimum certificate expiry time is: 1h0m0s",
                bench.refused(updating(bench, policies("", null, null, Duration.ofMinutes(59)))));
        assertRefused(
                Code.INVALID,
                INVALID + "task history retention limit cannot be negative",
                bench.refused(updating(bench, policies("", -1L, null, null))));
    }

    private static ClusterSpec locking(boolean lock) {
        var d = ClusterSpec.defaults();
        return new ClusterSpec(
                "",
                Map.of(),
                d.orchestration(),
                d.raft(),
                d.dispatcher(),
                d.caConfig(),
                d.taskDefaults(),
                new EncryptionConfig(lock),
                Map.of());
    }

    /** AL-1, CL-9. */
    @Test
    void makesKeepsRotatesAndForgetsTheKeyOfTheLock() {
        var bench = Bench.founded(directory);
        assertEquals(0, cluster(bench).lockKey().size());

        bench.ok(updating(bench, locking(true)));
        var first = cluster(bench).lockKey();
        assertEquals(32, first.size());

        bench.ok(updating(bench, locking(true)));
        assertEquals(first, cluster(bench).lockKey());

        var version = cluster(bench).spec().version();
        bench.ok(new Command.UpdateCluster(version, locking(true), false, false, true));
        assertEquals(32, cluster(bench).lockKey().size());
        assertNotEquals(first, cluster(bench).lockKey());

        bench.ok(updating(bench, locking(false)));
        assertEquals(0, cluster(bench).lockKey().size());
    }

    /** AL-3. */
    @Test
    void unlocksNothingThatIsNotLocked() {
        var bench = Bench.founded(directory);

        var refusal = bench.refused(new Command.Unlock("SWMKEY-1-x"));

        assertRefused(Code.CONFLICT, "swarm is not locked", refusal);
    }

    @Test
    void refusesPoliciesOfWhatSomebodyElseChanged() {
        var bench = Bench.founded(directory);
        var stale = updating(bench, ClusterSpec.defaults());
        bench.ok(stale);

        assertRefused(
                Code.UNKNOWN,
                "rpc error: code = Unknown desc = update out of sequence",
                bench.refused(stale));
    }

    @Test
    void rotatesTheTokensThatAreToBe() {
        var bench = Bench.founded(directory);
        var before = trust(bench);
        var version = cluster(bench).spec().version();
        var d = ClusterSpec.defaults();

        bench.ok(new Command.UpdateCluster(version, d, true, false, false));

        var after = trust(bench);
        assertNotEquals(before.workerToken(), after.workerToken());
        assertEquals(before.managerToken(), after.managerToken());
        assertEquals(before.rootCertificate(), after.rootCertificate());

        bench.ok(new Command.UpdateCluster(cluster(bench).spec().version(), d, false, true, false));
        assertEquals(after.workerToken(), trust(bench).workerToken());
        assertNotEquals(after.managerToken(), trust(bench).managerToken());
    }

    @Test
    void letsAnotherRootTakeOverBeforeItAnswers() {
        var bench = Bench.founded(directory);

        bench.ok(updating(bench, certificates(new CaConfig(null, List.of(), "", "", 1))));

        assertEquals(List.of(1L), bench.keys.followed);
        assertEquals(1, cluster(bench).spec().value().caConfig().forceRotate());
    }

    @Test
    void refusesARootThatCannotTakeOverAndKeepsNothingOfIt() {
        var bench = Bench.founded(directory);
        var before = cluster(bench);
        var bad = new CaConfig(null, List.of(), "bad", "key", 0);

        assertRefused(
                Code.INVALID,
                INVALID + "certificate key mismatch",
                bench.refused(updating(bench, certificates(bad))));

        assertEquals(before, cluster(bench));
    }

    private static ClusterSpec certificates(CaConfig wanted) {
        return new ClusterSpec("", Map.of(), null, null, null, wanted, null, null, Map.of());
    }

    @Test
    void rotatesNothingWhenTheUpdateIsRefused() {
        var bench = Bench.founded(directory);
        var before = trust(bench);

        bench.refused(new Command.UpdateCluster(99, ClusterSpec.defaults(), true, true, false));

        assertEquals(before, trust(bench));
    }

    @Test
    void wantsPlugsOfContractsThatThereAre() {
        var bench = Bench.founded(directory);

        bench.ok(new Command.UsePlug("runtime", "process"));

        assertEquals("process", cluster(bench).spec().value().plugs().get("runtime"));
        assertEquals(Code.INVALID, bench.refused(new Command.UsePlug("cloud", "x")).code());
        assertEquals(Code.INVALID, bench.refused(new Command.UsePlug("dns", " ")).code());
    }

    private static Command updating(Bench bench, ClusterSpec spec) {
        var version = cluster(bench).spec().version();
        return new Command.UpdateCluster(version, spec, false, false, false);
    }

    private static ClusterSpec policies(
            String name, Long history, Duration heartbeat, Duration expiry) {
        return new ClusterSpec(
                name,
                Map.of(),
                new Orchestration(history),
                null,
                new DispatcherConfig(heartbeat),
                new CaConfig(expiry, List.of(), "", "", 0),
                null,
                null,
                Map.of());
    }

    private static Cluster cluster(Bench bench) {
        return bench.view().cluster().orElseThrow();
    }

    private static ClusterTrust trust(Bench bench) {
        return cluster(bench).trust().value();
    }

    private static void assertRefused(Code code, String text, Refusal refusal) {
        assertEquals(text, refusal.getMessage());
        assertEquals(code, refusal.code());
    }
}
