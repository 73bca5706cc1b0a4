package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services that find and reach one another over all hosts, and from outside. */
class OverlayTest {

    private static final String WEB =
            "mkdir -p /www/cgi-bin; printf '#!/bin/sh\\necho; echo $(hostname) $REMOTE_ADDR\\n'"
                    + " > /www/cgi-bin/me; chmod 755 /www/cgi-bin/me; exec httpd -f -p 80 -h /www";

    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void clean() {
        var leader = cluster.leader();
        cluster.docker(cluster.workers().get(0), "rm", "--force", "box");
        cluster.docker(leader, "rm", "--force", "late");
        for (var service : List.of("web", "caller")) {
            cluster.docker(leader, "service", "rm", service);
            Eventually.equal(List.of(), Cluster.PATIENCE, () -> cluster.slots(service));
        }
        Eventually.holds(
                "the network goes",
                Cluster.PATIENCE,
                () -> cluster.docker(leader, "network", "rm", "--force", "back").exit(),
                exit -> exit == 0);
    }

    @Test
    void everyTaskFindsAServiceByNameAndIsLedToAllOfItsTasksOnAllHosts() {
        network();
        serve("--network", "back");
        cluster.create(cluster.leader(), "caller", 5, "--network", "back").good();
        cluster.awaitRunning(cluster.leader(), "caller", 5);

        for (var host : cluster.hosts()) {
            reachesAllByName(host);
            asksTheNode(host);
            assertEquals(
                    5,
                    inCaller(host, "nslookup tasks.web. | grep -c 'Address: 10\\.'")
                            .output()
                            .lines()
                            .map(String::strip)
                            .mapToInt(Integer::parseInt)
                            .sum());
        }
    }

    /** Past the engine's resolver, which answers as before whoever asks it. */
    private void asksTheNode(Host host) {
        var servers = inCaller(host, "grep nameserver /etc/resolv.conf").good();
        assertTrue(servers.matches("nameserver 10\\.[0-9.]+"), servers);
        var answer = inCaller(host, "nslookup web. 127.0.0.11").good();
        assertTrue(answer.contains("Address: 10."), answer);
    }

    @Test
    void tasksAreFoundByTheirHostNamesAndContainersOnAllHosts() {
        network();
        var hostname = List.of("--network", "back", "--hostname", "at-{{.Node.Hostname}}");
        cluster.create(cluster.leader(), "caller", 5, hostname.toArray(String[]::new)).good();
        cluster.awaitRunning(cluster.leader(), "caller", 5);

        for (var host : cluster.hosts()) {
            for (var other : cluster.hosts()) {
                var address = inCaller(other, "hostname -i").good();
                var container = Containers.running(other, "caller").get(0).substring(0, 12);
                for (var name : List.of("at-" + other.name(), container)) {
                    Eventually.holds(
                            "a task on " + host.name() + " finds " + name,
                            Cluster.PATIENCE,
                            () -> inCaller(host, "nslookup " + name + ".").output(),
                            text -> text.lines().anyMatch(("Address: " + address)::equals));
                }
            }
        }
    }

    private void reachesAllByName(Host host) {
        var names = new TreeSet<String>();
        Eventually.holds(
                "a task on " + host.name() + " reaches all of them by name",
                Cluster.PATIENCE,
                () -> {
                    names.add(said(inCaller(host, fetch("web", 80)).output()));
                    names.remove("");
                    return names.size();
                },
                count -> count == 5);
    }

    @Test
    void framesGoToTheAddressesThatAreForThem() {
        network();
        cluster.create(cluster.leader(), "caller", 5, "--network", "back").good();
        cluster.awaitRunning(cluster.leader(), "caller", 5);

        for (var host : cluster.hosts()) {
            var ways = host.run("sh", "-c", "bridge fdb show | grep -o 'dst [0-9.]*'").good();
            var others =
                    cluster.hosts().stream()
                            .filter(other -> other != host)
                            .map(other -> "dst " + other.dataPath())
                            .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(others, new TreeSet<>(ways.lines().toList()), host.name());
        }
    }

    @Test
    void everyTaskReachesAServiceByItsNameAndAddressOfVersionSix() {
        network("--ipv6", "--subnet", "fd00:77::/64");
        serveWith(WEB.replace("-p 80", "-p [::]:80"), "--network", "back");
        cluster.create(cluster.leader(), "caller", 5, "--network", "back").good();
        cluster.awaitRunning(cluster.leader(), "caller", 5);

        for (var host : cluster.hosts()) {
            assertEquals(5, six(host, "tasks.web.").size());
            var address = six(host, "web.");
            assertEquals(1, address.size());
            var names = new TreeSet<String>();
            Eventually.holds(
                    "a task on " + host.name() + " reaches all of them at " + address,
                    Cluster.PATIENCE,
                    () -> {
                        var said = said(inCaller(host, fetch(address.first(), 80)).output());
                        names.add(said.contains("fd00:77::") ? said : "");
                        names.remove("");
                        return names.size();
                    },
                    count -> count == 5);
        }
    }

    @Test
    void tasksWithServersOfTheirOwnFindServicesAndAskTheirServersForTheRest() {
        network();
        serve("--network", "back");
        var server = cluster.workers().get(1);
        var far = FarNames.start(server);
        var options = new ArrayList<>(List.of("--network", "back", "--dns", server.dataPath()));
        options.addAll(List.of("--dns-search", "example.org", "--dns-option", "timeout:3"));
        cluster.create(cluster.leader(), "caller", 5, options.toArray(String[]::new)).good();
        cluster.awaitRunning(cluster.leader(), "caller", 5);

        for (var host : cluster.hosts()) {
            var settings = inCaller(host, "cat /etc/resolv.conf").good();
            assertTrue(settings.contains("search example.org"), settings);
            assertTrue(settings.contains("timeout:3"), settings);
            var known = inCaller(host, "nslookup web.").output();
            assertTrue(known.contains("Address: 10."), known);
            Eventually.holds(
                    "a task on " + host.name() + " hears of what is far away",
                    Cluster.PATIENCE,
                    () -> inCaller(host, "nslookup far.example.org.").output(),
                    text -> text.contains(FarNames.ADDRESS));
        }
        var format = "{{json .Spec.TaskTemplate.ContainerSpec.DNSConfig.Nameservers}}";
        assertEquals(
                "[\"" + server.dataPath() + "\"]",
                cluster.docker(cluster.leader(), "service", "inspect", "-f", format, "caller")
                        .good()
                        .strip());
        far.destroy();
    }

    /** The addresses that a name has on a host. */
    private TreeSet<String> six(Host host, String name) {
        return inCaller(host, "nslookup -type=aaaa " + name)
                .output()
                .lines()
                .filter(line -> line.matches("Address: *fd00:77:.*"))
                .map(line -> line.substring(line.indexOf(' ')).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatIsToBeEncryptedGoesThroughWireGuardAlone() {
        var has = cluster.leader().run("sh", "-c", "command -v wg && command -v wireguard-go");
        assumeTrue(has.exit() == 0, "nothing encrypts here");
        network("--opt", "encrypted");
        serve("--network", "back");
        cluster.create(cluster.leader(), "caller", 5, "--network", "back").good();
        cluster.awaitRunning(cluster.leader(), "caller", 5);

        for (var host : cluster.hosts()) {
            reachesAllByName(host);
            var tunnel =
                    "ip -br link | grep -o '^sk-[a-z0-9]*x' | while read n; do"
                            + " ip -d link show $n | grep -q 'local fd73:' && bridge fdb show dev"
                            + " $n | grep -o 'dst [^ ]*'; done; true";
            var ways = new TreeSet<>(host.run("sh", "-c", tunnel).good().lines().toList());
            assertEquals(4, ways.size(), ways::toString);
            assertTrue(
                    ways.stream().allMatch(way -> way.startsWith("dst fd73:6b65:7000::")),
                    ways::toString);
        }
    }

    @Test
    void everyNodeAnswersOnAPublishedPortAndTasksSeeWhoAsks() {
        serve("--publish", "18080:80");

        for (var host : cluster.hosts()) {
            for (var asked : cluster.hosts()) {
                var answer =
                        Eventually.holds(
                                host.name() + " gets an answer from " + asked.name(),
                                Cluster.PATIENCE,
                                () ->
                                        said(
                                                host.run("sh", "-c", fetch(asked.address(), 18080))
                                                        .output()),
                                text -> !text.isEmpty());
                assertEquals(false, answer.isEmpty());
            }
            Eventually.holds(
                    host.name() + " gets an answer from itself by loopback",
                    Cluster.PATIENCE,
                    () -> said(host.run("sh", "-c", fetch("127.0.0.1", 18080)).output()),
                    text -> !text.isEmpty());
        }
    }

    @Test
    void plainContainersOnAnAttachableOverlayReachAndAreReachedFromWorkersToo() {
        network("--attachable", "--subnet", "10.88.0.0/24");
        serve("--network", "back");
        var worker = cluster.workers().get(0);
        var manager = cluster.leader();
        plain(worker, "box", "--network-alias", "crate", "--ip", "10.88.0.50");

        reaches(worker, "box", "web");
        asked(manager, "crate");
        Eventually.holds(
                "a task finds it by name",
                Cluster.PATIENCE,
                () -> inTask(manager, "web", "nslookup box.").output(),
                text -> text.contains("10.88.0.50"));
        var shown = cluster.docker(worker, "network", "inspect", "back").good();
        assertTrue(shown.contains("10.88.0.50/24") && shown.contains("\"box\""), shown);
        assertTrue(cluster.docker(manager, "network", "rm", "back").bad().contains("is in use"));

        cluster.docker(worker, "stop", "-t", "1", "box").good();
        Eventually.holds(
                "who ended has no name",
                Cluster.PATIENCE,
                () -> inTask(manager, "web", "nslookup box.").exit(),
                exit -> exit != 0);
        cluster.docker(worker, "start", "box").good();
        reaches(worker, "box", "web");

        plain(manager, "late", "--network", "bridge");
        cluster.docker(manager, "network", "connect", "--alias", "guest", "back", "late").good();
        reaches(worker, "box", "guest");
        reaches(manager, "late", "web");
        cluster.docker(manager, "restart", "-t", "1", "late").good();
        reaches(manager, "late", "box");
        cluster.docker(manager, "network", "disconnect", "back", "late").good();
        var servers = List.of("exec", "late", "grep", "nameserver", "/etc/resolv.conf");
        assertEquals(
                "nameserver 127.0.0.11",
                cluster.docker(manager, servers.toArray(String[]::new)).good());
        var refused = cluster.docker(worker, "run", "--network", "ingress", TestEngine.IMAGE).bad();
        assertTrue(
                refused.contains(
                        "Could not attach to network ingress: rpc error: code ="
                                + " PermissionDenied desc = network ingress not manually"
                                + " attachable"),
                refused);
    }

    private void plain(Host host, String name, String... options) {
        var words = new ArrayList<>(List.of("run", "--detach", "--name", name));
        if (!List.of(options).contains("--network")) {
            words.addAll(List.of("--network", "back"));
        }
        words.addAll(List.of(options));
        words.addAll(List.of(TestEngine.IMAGE, "sh", "-c", WEB));
        cluster.docker(host, words.toArray(String[]::new)).good();
    }

    private void reaches(Host host, String container, String name) {
        Eventually.holds(
                container + " reaches " + name,
                Cluster.PATIENCE,
                () ->
                        said(
                                cluster.docker(host, "exec", container, "sh", "-c", fetch(name, 80))
                                        .output()),
                text -> text.contains("10.88.0."));
    }

    /** A container that comes for one question asks there. */
    private void asked(Host host, String name) {
        var answer =
                cluster.docker(
                        host,
                        "run",
                        "--rm",
                        "--network",
                        "back",
                        TestEngine.IMAGE,
                        "sh",
                        "-c",
                        fetch(name, 80));
        assertTrue(said(answer.good()).contains("10.88.0."), answer.output());
    }

    private void network(String... options) {
        var words = new ArrayList<>(List.of("network", "create", "-d", "overlay"));
        words.addAll(List.of(options));
        words.add("back");
        cluster.docker(cluster.leader(), words.toArray(String[]::new)).good();
    }

    private void serve(String... options) {
        serveWith(WEB, options);
    }

    private void serveWith(String web, String... options) {
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", "web", "--replicas", "5", "--stop-grace-period", "1s"));
        words.addAll(List.of(options));
        words.addAll(List.of(TestEngine.IMAGE, "sh", "-c", web));
        cluster.docker(cluster.leader(), words.toArray(String[]::new)).good();
        cluster.awaitRunning(cluster.leader(), "web", 5);
    }

    private static String fetch(String address, int port) {
        return "printf 'GET /cgi-bin/me HTTP/1.0\\r\\n\\r\\n' | timeout 3 busybox nc "
                + address
                + " "
                + port;
    }

    /** The last line of an answer: who answers, and whom it sees. */
    private static String said(String answer) {
        return answer.lines().reduce("", (first, last) -> last).strip();
    }

    private Ran inCaller(Host host, String line) {
        return inTask(host, "caller", line);
    }

    private static Ran inTask(Host host, String service, String line) {
        var id =
                host.docker(
                                Host.ENGINE,
                                "ps",
                                "-q",
                                "--filter",
                                "label=com.docker.swarm.service.name=" + service)
                        .good()
                        .lines()
                        .findFirst()
                        .orElseThrow();
        return host.docker(Host.ENGINE, "exec", id, "sh", "-c", line);
    }
}
