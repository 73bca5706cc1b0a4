package io.skep.network.nftables.internal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NodeId;
import io.skep.model.net.Traffic;
import io.skep.network.nftables.internal.Wirings;
import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import io.skep.network.nftables.internal.plan.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes and a client outside, in the kernel: published ports. Tasks tell who called them. */
class MeshTest {

    private static final int PORT = 8080;
    private static final String CLIENT = "10.77.0.100";
    private static final String FIRST = "10.77.0.1";
    private static final String SECOND = "10.77.0.2";
    private static final Map<String, String> HOSTS = Map.of("one", FIRST, "two", SECOND);
    private static final String BACK =
            "-A FORWARD -m connmark --mark 0x53000000/0xff000000 -j ACCEPT";

    @TempDir Path folder;

    private final List<Namespace> all = new ArrayList<>();
    private final Namespace fabric = made("f");
    private final Namespace client = made("c");
    private final Namespace one = made("1");
    private final Namespace two = made("2");

    @BeforeEach
    void cables() {
        fabric.shell("ip link add hub type bridge; ip link set hub up");
        cable(client, CLIENT);
        node(one, FIRST, SECOND);
        node(two, SECOND, FIRST);
    }

    @AfterEach
    void close() {
        all.forEach(Namespace::close);
    }

    @Test
    void aTaskSeesWhoCalledWhicheverNodeWasCalled() throws Exception {
        task(two, "t", "10.60.0.2", one);
        apply(web().task("in", "web", "10.60.0.2", Wirings.TWO, Traffic.SERVING));

        assertEquals(CLIENT, ask(client, FIRST));
        assertEquals(CLIENT, ask(client, SECOND));
    }

    /** Its node sends answers out by the bridge they came from, as who knows a shorter way does. */
    @Test
    void aTaskIsNotToldToSendItsAnswersToOneNodeWhoeverWasCalled() throws Exception {
        var task = task(two, "t", "10.60.0.2", one);
        apply(web().task("in", "web", "10.60.0.2", Wirings.TWO, Traffic.SERVING));

        assertEquals(CLIENT, ask(client, FIRST));

        assertEquals(
                "0", task.shell("nstat -asz IcmpInRedirects | awk 'END { print $2 }'").strip());
    }

    @Test
    void aCallerThatUsesAPortTowardsTwoNodesIsTwoCallers() throws Exception {
        task(two, "t", "10.60.0.2", one);
        apply(web().task("in", "web", "10.60.0.2", Wirings.TWO, Traffic.SERVING));

        int first = Integer.parseInt(told(client, "-p 40000 " + FIRST, "/cgi-bin/port"));
        int second = Integer.parseInt(told(client, "-p 40000 " + SECOND, "/cgi-bin/port"));

        assertTrue(1024 <= first && first < 33_280, "first half: " + first);
        assertTrue(33_280 <= second && second < 65_536, "second half: " + second);
        assertEquals(CLIENT, ask(client, FIRST));
    }

    @Test
    void callersThatAreNodesAreHiddenAndAnswered() throws Exception {
        task(two, "t", "10.60.0.2", one);
        apply(web().task("in", "web", "10.60.0.2", Wirings.TWO, Traffic.SERVING));

        assertEquals(FIRST, ask(two, FIRST), "through the other node, to a task of its own");
        assertEquals(FIRST, ask(one, FIRST), "its own port, to a task elsewhere");
        assertEquals(FIRST, ask(one, "127.0.0.1"), "its own port by loopback");
        assertEquals(SECOND, ask(two, "127.0.0.1"), "the same, to a task of its own");
    }

    @Test
    void aNodeThatIsOnlyKnownByLoopbackAnswersItself() throws Exception {
        task(one, "t", "10.60.0.2", two);
        var alone =
                new Wirings()
                        .ingress(Map.of("one", "127.0.0.1"))
                        .published("web", PORT, 80, Map.of())
                        .task("in", "web", "10.60.0.2", Wirings.ONE, Traffic.SERVING);
        apply(alone, one, Wirings.ONE);

        assertEquals("10.60.0.1", ask(one, "127.0.0.1"));
        assertEquals(CLIENT, ask(client, FIRST));
    }

    @Test
    void aServiceMayAskThatCallersAreHidden() throws Exception {
        task(two, "t", "10.60.0.2", one);
        apply(
                new Wirings()
                        .ingress(HOSTS)
                        .published("web", PORT, 80, Map.of("skep.publish.snat", "8080/tcp"))
                        .task("in", "web", "10.60.0.2", Wirings.TWO, Traffic.SERVING));

        assertEquals(FIRST, ask(client, FIRST));
        assertEquals(SECOND, ask(client, SECOND));
    }

    @Test
    void aServiceMayStayWithItsClient() throws Exception {
        task(two, "t", "10.60.0.2", one);
        task(one, "u", "10.60.0.3", two);
        apply(
                new Wirings()
                        .ingress(HOSTS)
                        .published("web", PORT, 80, Map.of("skep.affinity", "client"))
                        .task("in", "web", "10.60.0.2", Wirings.TWO, Traffic.SERVING)
                        .task("in", "web", "10.60.0.3", Wirings.ONE, Traffic.SERVING));

        var who = new TreeSet<String>();
        for (int i = 0; i < 8; i++) {
            who.add(told(client, FIRST, "/cgi-bin/me"));
        }

        assertEquals(1, who.size(), who.toString());
    }

    @Test
    void nobodyReachesLoopbackThroughTheMesh() throws Exception {
        task(two, "t", "10.60.0.2", one);
        apply(web().task("in", "web", "10.60.0.2", Wirings.TWO, Traffic.SERVING));
        one.serve(99, "echo secret");
        var task = task(one, "u", "10.60.0.3", two);
        task.shell(
                "ip route add 127.0.0.0/8 via 10.60.0.1 table 7; ip rule add to 127.0.0.1 lookup 7");

        assertTrue(task.ask("127.0.0.1", 99).isEmpty());
    }

    @Test
    void aConnectionThatWasClosedIsForgottenSoon() throws Exception {
        task(two, "t", "10.60.0.2", one);
        apply(web().task("in", "web", "10.60.0.2", Wirings.TWO, Traffic.SERVING));
        assertEquals(CLIENT, ask(client, FIRST));

        assertTrue(closed(one).stream().allMatch(seconds -> seconds <= 1), closed(one)::toString);
        assertTimeoutPreemptively(
                Duration.ofSeconds(15),
                () -> {
                    while (!closed(one).isEmpty()) {
                        Thread.onSpinWait();
                    }
                });
    }

    /** For how many seconds more each is remembered that was closed. */
    private static List<Integer> closed(Namespace node) {
        return node.attempt("conntrack -L -p tcp --orig-port-dst " + PORT)
                .output()
                .lines()
                .filter(line -> line.contains("TIME_WAIT") || line.contains("CLOSE "))
                .map(line -> Integer.valueOf(line.trim().split(" +")[2]))
                .toList();
    }

    @Test
    void publishedWithoutTasksIsRefused() {
        apply(web());

        var refused = client.attempt("timeout 2 busybox nc " + FIRST + " 8080 </dev/null");

        assertEquals(1, refused.exit(), "refused, not timed out: " + refused);
    }

    private static Wirings web() {
        return new Wirings().ingress(HOSTS).published("web", PORT, 80, Map.of());
    }

    private void apply(Wirings wirings) {
        apply(wirings, one, Wirings.ONE);
        apply(wirings, two, Wirings.TWO);
    }

    private static void apply(Wirings wirings, Namespace at, NodeId self) {
        var kernel = new Kernel(at.tools());
        kernel.apply(Family.FOUR, new Plans(Family.FOUR, kernel.forgets()).rules(wirings.at(self)));
        kernel.apply(Routes.of(wirings.at(self)));
    }

    private String ask(Namespace from, String address) {
        return told(from, address, "/cgi-bin/who");
    }

    private static String told(Namespace from, String address, String path) {
        var answer =
                from.attempt(
                        "printf 'GET %s HTTP/1.0\\r\\n\\r\\n' | timeout 3 busybox nc %s %d"
                                .formatted(path, address, PORT));
        return answer.output().lines().reduce("", (first, last) -> last).strip();
    }

    private Namespace made(String suffix) {
        var made = Namespace.made(suffix);
        all.add(made);
        return made;
    }

    private void cable(Namespace to, String address) {
        var port = "p" + address.substring(address.lastIndexOf('.') + 1);
        fabric.shell(
                """
                ip link add %1$s type veth peer name eth0 netns %2$s
                ip link set %1$s master hub up
                """
                        .formatted(port, to.name()));
        to.shell("ip addr add %s/24 dev eth0; ip link set eth0 up".formatted(address));
    }

    /** As the network's driver and the engine make it: all is dropped that is not let through. */
    private void node(Namespace node, String host, String other) {
        cable(node, host);
        node.shell(
                """
                sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
                sysctl -qw net.ipv4.conf.all.rp_filter=1
                ip link add sk-in type bridge
                ip link set sk-in address %3$s
                ip addr add 10.60.0.1/24 dev sk-in
                ip link set sk-in up
                ip link add vx type vxlan id 7 dstport 4789 local %1$s nolearning
                ip link set vx master sk-in up
                bridge link set dev vx learning off neigh_suppress on flood off mcast_flood off bcast_flood off
                bridge fdb replace %4$s dev vx dst %2$s self permanent
                bridge fdb replace %4$s dev vx master static
                iptables -P FORWARD DROP
                iptables -A FORWARD -i sk-in -o sk-in -j ACCEPT
                iptables -A FORWARD -i sk-in ! -o sk-in -j ACCEPT
                iptables %5$s
                """
                        .formatted(host, other, mac(host), mac(other), BACK));
    }

    private static String mac(String host) {
        return "02:ff:0a:4d:00:0" + host.charAt(host.length() - 1);
    }

    private Namespace task(Namespace node, String suffix, String address, Namespace elsewhere)
            throws Exception {
        var task = made(suffix);
        var mac = "02:42:0a:3c:00:0" + address.charAt(address.length() - 1);
        node.shell(
                """
                ip link add v%1$s type veth peer name eth0 netns %2$s
                ip link set v%1$s master sk-in up
                """
                        .formatted(suffix, task.name()));
        task.shell(
                """
                ip link set eth0 address %s
                ip addr add %s/24 dev eth0
                ip link set eth0 up
                ip route add default via 10.60.0.1
                """
                        .formatted(mac, address));
        var host = node == one ? FIRST : SECOND;
        elsewhere.shell(
                """
                ip neigh replace %1$s lladdr %2$s dev sk-in nud permanent
                bridge fdb replace %2$s dev vx dst %3$s self permanent
                bridge fdb replace %2$s dev vx master static
                """
                        .formatted(address, mac, host));
        tell(task, suffix);
        return task;
    }

    private void tell(Namespace task, String suffix) throws IOException {
        var pages = Files.createDirectories(folder.resolve(suffix + "/cgi-bin"));
        script(pages.resolve("who"), "echo $REMOTE_ADDR | sed 's/^.*:\\([0-9.]*\\).*/\\1/'");
        script(pages.resolve("port"), "echo ${REMOTE_PORT:-${REMOTE_ADDR##*:}}");
        script(pages.resolve("me"), "echo " + suffix);
        task.start("busybox", "httpd", "-f", "-p", "80", "-h", pages.getParent().toString());
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(
                file, "#!/bin/sh\nprintf 'Content-type: text/plain\\r\\n\\r\\n'\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
