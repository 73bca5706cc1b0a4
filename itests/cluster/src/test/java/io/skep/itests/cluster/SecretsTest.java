package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets and configs from the docker command into containers. Source: SE-1 to SE-11, A18. */
class SecretsTest {

    private static final String CANARY = "canary-5f0c2b";
    private static final String CODED =
            Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.US_ASCII));
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration GONE = Duration.ofSeconds(5);

    private Cluster cluster;
    private Host worker;
    private Host other;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
        worker = cluster.workers().get(0);
        other = cluster.workers().get(1);
    }

    @AfterEach
    void clear() {
        if (cluster == null) {
            return;
        }
        for (var service : List.of("vault", "page")) {
            if (cluster.docker(cluster.leader(), "service", "rm", service).exit() == 0) {
                Eventually.equal(List.of(), Cluster.PATIENCE, () -> cluster.slots(service));
            }
        }
        for (var name : List.of("key", "key2")) {
            cluster.docker(cluster.leader(), "secret", "rm", name);
        }
        for (var name : List.of("conf", "page.conf")) {
            cluster.docker(cluster.leader(), "config", "rm", name);
        }
    }

    @Test
    void SE_7_reachTheTaskWithDockersOwnerAndModeAndNobodyElse() {
        keep("secret", "key", CANARY).good();
        keep("config", "conf", "x=1").good();
        create("vault", "source=key,target=key,uid=1001,gid=1002,mode=0400", "conf");

        var task = container("vault");
        assertEquals(CANARY, inside(task, "cat /run/secrets/key"));
        assertEquals("1001 1002 400", inside(task, "stat -c '%u %g %a' /run/secrets/key"));
        assertEquals("x=1", inside(task, "cat /conf"));
        assertEquals("0 0 444", inside(task, "stat -c '%u %g %a' /conf"));
        assertTrue(inside(task, "grep ' /run/secrets/key ' /proc/mounts").startsWith("tmpfs "));
        assertFalse(
                worker.docker(Host.ENGINE, "exec", task, "sh", "-c", "echo x > /run/secrets/key")
                                .exit()
                        == 0);

        for (var host : List.of(cluster.leader(), worker, other)) {
            assertEquals("", hits(host, Host.DATA), host::name);
            assertEquals("", processes(host), host::name);
        }
        assertEquals("", hits(other, "/run"));
        assertEquals("", hits(worker, "/var/lib/docker"));
        S_10_nothingThatIsShownHasIt(task);
        assertFalse(isInMemory(other, "-all"), "in the memory of a node without such a task");
        assertTrue(isInMemory(cluster.leader(), "-all"), "a dump of memory shows nothing");
        assertEquals("700", worker.run("sh", "-c", "stat -c %a /run/skep-*").good());
        assertTrue(
                cluster.docker(cluster.leader(), "secret", "rm", "key")
                        .bad()
                        .contains("secret 'key' is in use by the following service: vault"));

        cluster.docker(cluster.leader(), "service", "rm", "vault").good();
        Eventually.equal(List.of(), Cluster.PATIENCE, () -> cluster.slots("vault"));
        Eventually.equal("", GONE, () -> hits(worker, "/run"));
        assertFalse(isInMemory(worker), "in the memory of a node whose task has ended");
        cluster.docker(cluster.leader(), "secret", "rm", "key").good();
    }

    /** What clients, engines and monitors are told. Source: consensus-and-faults S-10. */
    private void S_10_nothingThatIsShownHasIt(String task) {
        var leader = cluster.leader();
        var of =
                cluster.docker(leader, "service", "ps", "-q", "--no-trunc", "vault").good().strip();
        var shown = new ArrayList<String>();
        for (var question :
                List.of(
                        "service inspect vault",
                        "service ps --no-trunc vault",
                        "service logs vault",
                        "secret inspect key",
                        "secret ls",
                        "inspect " + of,
                        "node inspect self",
                        "info",
                        "events --since 10m --until 0s")) {
            shown.add(cluster.docker(leader, question.split(" ")).good());
        }
        for (var question : List.of("inspect " + task, "events --since 10m --until 0s")) {
            shown.add(worker.docker(Host.ENGINE, question.split(" ")).good());
        }
        shown.add(SkepSwarm.shell(leader, "swarm:why vault").good());
        shown.add(answer(leader, "/metrics"));
        shown.add(answer(leader, "/tasks"));
        assertTrue(shown.get(shown.size() - 2).contains("skep_"), "metrics");
        for (var text : shown) {
            assertFalse(text.contains(CANARY) || text.contains(CODED), text);
        }
    }

    private static String answer(Host host, String path) {
        try (var api = Api.to(host.seenFromOutside(Host.DATA + "/skep.sock"))) {
            return api.get(path).orFail().body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void areRotatedAndTheOldOneIsTakenAway() {
        keep("secret", "key", CANARY).good();
        keep("secret", "key2", CANARY + "-new").good();
        keep("config", "conf", "x=1").good();
        create("vault", "source=key,target=key", "conf");
        cluster.docker(
                        cluster.leader(),
                        "service",
                        "update",
                        "--secret-rm",
                        "key",
                        "--secret-add",
                        "source=key2,target=key",
                        "vault")
                .good();
        var next = container("vault");
        assertEquals(CANARY + "-new", inside(next, "cat /run/secrets/key"));
        Eventually.equal(1L, GONE, () -> hits(worker, "/run").lines().count());
        cluster.docker(cluster.leader(), "secret", "rm", "key").good();
    }

    @Test
    void SE_11_areTemplatesWithAllPlaceholders() {
        keep("secret", "key", CANARY).good();
        var text =
                "{{.Service.Name}} {{.Task.Slot}} {{.Node.Hostname}} {{secret \"key\"}} {{env \"A\"}}";
        keep("config", "page.conf", text, "--template-driver", "golang").good();
        create("page", "key", "page.conf", "--env", "A=b");

        var shown = inside(container("page"), "cat /page.conf");

        assertEquals("page 1 w1 " + CANARY + " b", shown);
    }

    private Ran keep(String kind, String name, String content, String... options) {
        var words = new ArrayList<>(List.of("docker", "-H", cluster.swarm().server(), kind));
        words.add("create");
        words.addAll(List.of(options));
        words.addAll(List.of(name, "-"));
        var script = "text=$1; shift; printf %s \"$text\" | \"$@\"";
        var command = new ArrayList<>(List.of("sh", "-c", script, "sh", content));
        command.addAll(words);
        return cluster.leader().run(command.toArray(String[]::new));
    }

    private void create(String name, String secret, String config, String... options) {
        var words = new ArrayList<>(List.of("--constraint", "node.hostname==w1"));
        words.addAll(List.of("--secret", secret, "--config", config));
        words.addAll(List.of(options));
        cluster.create(cluster.leader(), name, 1, words.toArray(String[]::new)).good();
        cluster.awaitRunning(cluster.leader(), name, 1);
    }

    /** The running container of the only task of a service, on the worker. */
    private String container(String service) {
        return worker.docker(
                        Host.ENGINE,
                        "ps",
                        "-q",
                        "--filter",
                        "label=com.docker.swarm.service.name=" + service,
                        "--filter",
                        "ancestor=" + TestEngine.IMAGE)
                .good()
                .strip();
    }

    private String inside(String container, String script) {
        return worker.docker(Host.ENGINE, "exec", container, "sh", "-c", script).good().strip();
    }

    /** A18: whether the canary stands in a dump of the heap of a host's node. */
    private static boolean isInMemory(Host host, String... options) {
        var dump = Host.DATA + "/karaf/data/tmp/heap.hprof";
        var script =
                "pid=$(cut -d' ' -f1 "
                        + Host.DATA
                        + "/node.pid); file=$1; shift;"
                        + " \"$JCMD\" \"$pid\" GC.heap_dump \"$@\" \"$file\" >&2";
        var words = new ArrayList<>(List.of("sh", "-c", script, "sh", dump));
        words.addAll(List.of(options));
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        host.run(A_MINUTE, Map.of("JCMD", jcmd), words.toArray(String[]::new)).good();
        var found = host.run("grep", "-qaF", "-e", CANARY, "-e", CODED, dump).exit() == 0;
        host.run("rm", dump).good();
        return found;
    }

    /** Files below a directory in which the canary stands. */
    private static String hits(Host host, String directory) {
        var words = " -e " + CANARY + " -e " + CODED + " ";
        return host.run("sh", "-c", "grep -rsl" + words + directory + " || true").good();
    }

    /** Processes in whose environment or command it stands; who looks for it is none of them. */
    private static String processes(Host host) {
        var pattern = CANARY.replaceFirst(".$", "[$0]");
        var files = "/proc/[0-9]*/environ /proc/[0-9]*/cmdline";
        return host.run("sh", "-c", "grep -sla '" + pattern + "' " + files + " || true").good();
    }
}
