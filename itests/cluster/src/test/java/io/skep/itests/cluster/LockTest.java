package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Managers whose disks are locked. Source: swarm-behaviour AL-1 to AL-4, S-09, A19. */
@EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
class LockTest {

    private static final String CANARY = "canary-of-a-secret-0815";
    private static final String PRIVATE = "PRIVATE KEY-----";
    private static final String LOCKED =
            "Error response from daemon: Swarm is encrypted and needs to be unlocked before it can"
                    + " be used. Please use \"docker swarm unlock\" to unlock it.";

    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void unlockAll() {
        if (cluster == null) {
            return;
        }
        cluster.docker(cluster.leader(), "swarm", "update", "--autolock=false");
        cluster.docker(cluster.leader(), "service", "rm", "goes-on");
        cluster.docker(cluster.leader(), "secret", "rm", "canary");
    }

    @Test
    void aLockedManagerTellsNothingUntilSomebodyBringsTheKey() {
        var manager = cluster.followers().get(0);
        secret();
        cluster.create(cluster.leader(), "goes-on", 3).good();
        cluster.awaitRunning(cluster.leader(), "goes-on", 3);

        update("--autolock=true");
        var key = key();
        var secrets =
                List.of(CANARY, key, cluster.token("manager"), cluster.token("worker"), PRIVATE);
        settle(manager);
        cluster.swarm().kill(manager);
        assertEquals(List.of(), found(manager, secrets));
        assertEquals(secrets, foundWhenWritten(manager, secrets));
        cluster.swarm().start(manager);

        assertEquals("locked", state(manager));
        assertEquals(LOCKED, cluster.docker(manager, "node", "ls").bad());
        assertEquals(1, guesses(manager, key).distinct().count(), "an answer tells something");
        assertTrue(unlock(manager, wrong(key, 'A')).bad().contains("invalid key provided"));
        assertTrue(unlock(manager, "nonsense").bad().contains("invalid key string"));
        assertEquals("locked", state(manager));
        assertEquals(3, cluster.slots("goes-on").size());
        unlock(manager, key).good();
        cluster.whole();
        assertTrue(unlock(manager, key).bad().contains("swarm is not locked"));

        update("--autolock=false");
        settle(manager);
        cluster.swarm().kill(manager);
        cluster.swarm().start(manager);
        cluster.whole();
        assertFalse(cluster.docker(manager, "swarm", "unlock-key", "-q").output().contains("SWM"));
    }

    @Test
    void aManagerThatWasAwayOpensWithTheOldKeyAndThenTakesTheNewOne() {
        var manager = cluster.followers().get(0);
        update("--autolock=true");
        var old = key();
        settle(manager);
        cluster.swarm().kill(manager);
        cluster.docker(cluster.leader(), "swarm", "unlock-key", "--rotate").good();
        var fresh = key();
        assertNotEquals(old, fresh);

        cluster.swarm().start(manager);
        assertTrue(unlock(manager, fresh).bad().contains("invalid key provided"));
        unlock(manager, old).good();
        cluster.whole();
        settle(manager);
        cluster.swarm().kill(manager);
        cluster.swarm().start(manager);
        assertTrue(unlock(manager, old).bad().contains("invalid key provided"));
        unlock(manager, fresh).good();
        cluster.whole();

        update("--autolock=false");
        settle(manager);
    }

    private void secret() {
        var words = "printf " + CANARY + " | docker -H " + cluster.swarm().server();
        cluster.leader().run("sh", "-c", words + " secret create canary -").good();
    }

    private void update(String flag) {
        cluster.docker(cluster.leader(), "swarm", "update", flag).good();
    }

    private String key() {
        return cluster.docker(cluster.leader(), "swarm", "unlock-key", "-q").good();
    }

    /** Waits until a manager has heard of the lock and sealed what it has. */
    private void settle(Host manager) {
        var wants =
                cluster.docker(
                                manager,
                                "info",
                                "--format",
                                "{{.Swarm.Cluster.Spec.EncryptionConfig.AutoLockManagers}}")
                        .good();
        var first = wants.equals("true") ? "L" : "B";
        Eventually.equal(
                first,
                Cluster.PATIENCE,
                () -> manager.run("head", "-c", "1", Host.DATA + "/node/keys").output());
    }

    /** What is answered to a hundred keys: some are right but for their last letters. */
    private Stream<String> guesses(Host manager, String key) {
        return IntStream.range(0, 100)
                .mapToObj(number -> wrong(key, (char) ('a' + number % 26), number % 43))
                .map(guess -> unlock(manager, guess).bad());
    }

    private static String wrong(String key, char letter) {
        return wrong(key, letter, 0);
    }

    private static String wrong(String key, char letter, int right) {
        return key.substring(0, 9 + right) + ("" + letter).repeat(43 - right);
    }

    private Ran unlock(Host host, String key) {
        var docker = "docker -H " + cluster.swarm().server() + " swarm unlock";
        return host.run("sh", "-c", "printf '%s\\n' '" + key + "' | " + docker);
    }

    /**
     * Which of these texts are in any file a stopped manager left, its logs too. The keys of its
     * own shell on loopback are none of the cluster's.
     */
    private static List<String> found(Host host, List<String> texts) {
        return texts.stream().filter(text -> isOnDisk(host, text)).toList();
    }

    private static boolean isOnDisk(Host host, String text) {
        var grep =
                host.run(
                        "grep",
                        "-raqF",
                        "--exclude=shell.key",
                        "--exclude=host.key",
                        "-e",
                        text,
                        Host.DATA);
        assertTrue(grep.exit() <= 1, grep::toString);
        return grep.exit() == 0;
    }

    /** What {@link #found} finds when it is there for sure: else it would find nothing, ever. */
    private static List<String> foundWhenWritten(Host host, List<String> texts) {
        var file = Host.DATA + "/karaf/data/control";
        var script = "printf '\\000%s\\n' \"$@\" > " + file;
        var words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(texts);
        host.run(words.toArray(String[]::new)).good();
        var found = found(host, texts);
        host.run("rm", file).good();
        return found;
    }

    private String state(Host host) {
        return cluster.docker(host, "info", "--format", "{{.Swarm.LocalNodeState}}").good();
    }
}
