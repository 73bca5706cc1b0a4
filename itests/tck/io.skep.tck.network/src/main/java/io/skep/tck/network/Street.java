package io.skep.tck.network;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node with two networks as a driver makes them, tasks that tell their address to who calls port
 * 80 and give back what they are told on port 81, a caller among them and one outside. All are
 * namespaces of a host that has nothing else.
 */
final class Street {

    /** Who calls from the inner network. */
    static final String CALLER = "10.50.0.9";

    /** Who calls from elsewhere. */
    static final String OUTSIDE = "10.99.0.9";

    /** The node's address as it is seen from elsewhere. */
    static final String DOOR = "10.99.0.1";

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final String BUILD =
            """
            sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
            network() {
              ip link add "$1" type bridge
              ip addr add "$2.1/24" dev "$1"
              ip link set "$1" up
            }
            who() {
              name=$(echo "$2" | tr -d .)
              ip netns add "$name"
              ip link add "v$name" type veth peer name eth0 netns "$name"
              ip link set "v$name" master "$1" up
              bridge link set dev "v$name" hairpin on
              ip -n "$name" link set lo up
              ip -n "$name" addr add "$2/24" dev eth0
              ip -n "$name" link set eth0 up
              ip -n "$name" route add default via "${2%.*}.1"
            }
            network sk-inner 10.50.0
            network sk-mesh 10.60.0
            network elsewhere 10.99.0
            for each in 2 3 4 9; do who sk-inner 10.50.0.$each; done
            for each in 2 3; do who sk-mesh 10.60.0.$each; done
            who elsewhere 10.99.0.9
            """;

    private static final String OPEN =
            """
            for each in 10.50.0.2 10.50.0.3 10.50.0.4 10.60.0.2 10.60.0.3; do
              task="ip netns exec $(echo $each | tr -d .)"
              $task busybox nc -ll -p 80 -e sh -c "echo $each" &
              $task busybox nc -ll -p 81 -e cat &
              for port in 80 81; do
                until echo up | $task timeout 1 busybox nc $each $port 2>/dev/null | grep -q .; do :; done
              done
            done
            echo open
            wait
            """;

    private static final String CALL =
            """
            for again in $(seq "$3"); do
              answer=$(timeout 1 busybox nc "$1" "$2" </dev/null) || true
              echo "${answer:-none}"
            done
            """;

    private static final String CALL_ON =
            """
            until [ -e /run/enough ]; do
              answer=$(timeout 1 busybox nc "$1" "$2" </dev/null) || true
              echo "${answer:-none}"
            done
            """;

    /** All rules that were not there when the host was new. */
    private static final String FLUSH =
            """
            nft flush ruleset
            ip rule show | grep -v -E 'lookup (local|main|default)$' | while read -r rule; do
              ip rule del pref "${rule%%:*}"
            done
            ip route show table local type local | grep / | while read -r route; do
              case $route in 'local 127.'*) ;; *) ip route del $route table local ;; esac
            done
            """;

    private final Host host;
    private final List<Calls> begun = new ArrayList<>();
    private int logs;

    private Street(Host host) {
        this.host = host;
        Lab.sh(host, BUILD);
        host.start("tasks", List.of("sh", "-c", OPEN));
        Eventually.holds(
                "tasks answer", SOON, () -> host.log("tasks"), log -> log.contains("open"));
    }

    /** The one of this JVM; built at the first call. */
    static Street shared() {
        return Shared.STREET;
    }

    /** Removes all rules, whoever made them. */
    void flush() {
        Lab.sh(host, FLUSH);
    }

    /** Makes it as it was when it was new. */
    void tidy() {
        begun.forEach(calls -> calls.process().descendants().forEach(ProcessHandle::destroy));
        begun.clear();
        Lab.sh(host, "rm -f /run/enough; conntrack -F 2>/dev/null || true");
        flush();
    }

    /** The node. */
    Host host() {
        return host;
    }

    /** What a caller hears who calls so often; {@code none} where there is no answer. */
    List<String> call(String from, String address, int port, int times) {
        var words = in(from, "sh", "-c", CALL, "sh", address, "" + port, "" + times);
        return host.run(words.toArray(String[]::new)).good().lines().toList();
    }

    /** Calls again and again, until it is told that it is enough. */
    Calls callOn(String from, String address, int port) {
        var words = in(from, "sh", "-c", CALL_ON, "sh", address, "" + port);
        var calls = begun(words);
        await(calls, 3);
        return calls;
    }

    /** Opens a connection over which what is said comes back. */
    Calls open(String from, String address) {
        var words = in(from, "busybox", "nc", address, "81");
        return begun(words);
    }

    private Calls begun(List<String> words) {
        var log = "calls" + ++logs;
        var calls = new Calls(host.start(log, words), log, sentAgain());
        begun.add(calls);
        return calls;
    }

    /** Whether what is said over it comes back. */
    void goesOn(Calls open, String word) {
        try {
            open.process().getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            open.process().getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        Eventually.holds(
                word + " comes back", AT_ONCE, () -> heard(open), heard -> heard.contains(word));
    }

    /** Waits until so many more were answered. */
    void await(Calls calls, int more) {
        int until = heard(calls).size() + more;
        Eventually.holds("calls", SOON, () -> heard(calls).size(), count -> count >= until);
    }

    /** What was heard until now. */
    List<String> heard(Calls calls) {
        return host.log(calls.log()).lines().toList();
    }

    /** What was heard at last, by who is told that it is enough. */
    List<String> enough(Calls calls) {
        Lab.sh(host, "touch /run/enough");
        Eventually.equal(false, SOON, calls.process()::isAlive);
        return heard(calls);
    }

    /** How many calls got no answer at first, so that the caller's kernel sent them again. */
    int lost(Calls calls) {
        return sentAgain() - calls.sentAgain();
    }

    private int sentAgain() {
        var words =
                in(CALLER, "sh", "-c", "nstat -asz TcpExtTCPSynRetrans | awk 'END { print $2 }'");
        return Integer.parseInt(host.run(words.toArray(String[]::new)).good().strip());
    }

    private static List<String> in(String from, String... words) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", from.replace(".", "")));
        all.addAll(List.of(words));
        return all;
    }

    /**
     * What goes on.
     *
     * @param process that goes on
     * @param log where what is heard is written
     * @param sentAgain how many calls the caller's kernel had sent again before
     */
    record Calls(Process process, String log, int sentAgain) {}

    private static final class Shared {
        private static final Street STREET = new Street(node(Lab.site()));

        private static Host node(Site site) {
            var host = site.add("node");
            host.powerOn();
            return host;
        }
    }
}
