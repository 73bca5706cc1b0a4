package io.skep.network.nftables.internal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.net.Traffic;
import io.skep.network.nftables.internal.Wirings;
import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import io.skep.network.nftables.internal.plan.Policy;
import io.skep.network.nftables.internal.plan.Routes;
import io.skep.network.nftables.internal.plan.Stale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node, in the kernel: tasks on a bridge that call one another by virtual addresses. */
class KernelTest {

    private static final int PORT = 80;
    private static final String VIRTUAL = "10.50.0.200";

    private final List<Namespace> all = new ArrayList<>();
    private final Namespace node = made("n");
    private final Namespace caller = task("c", "10.50.0.9");
    private final Kernel kernel = new Kernel(node.tools());

    @BeforeEach
    void bridge() throws Exception {
        for (int i = 2; i <= 4; i++) {
            var task = task("t" + i, "10.50.0." + i);
            task.serve(PORT, "echo t" + i);
        }
    }

    @AfterEach
    void close() {
        for (var namespace : all) {
            namespace.close();
        }
    }

    @Test
    void leadsEachNextCallToTheNextTask() {
        apply(three());

        var answers = new TreeMap<String, Integer>();
        for (int i = 0; i < 30; i++) {
            answers.merge(caller.ask(VIRTUAL, PORT), 1, Integer::sum);
        }

        assertEquals("{t2=10, t3=10, t4=10}", answers.toString());
    }

    @Test
    void refusesAtOnceWhereNobodyServes() {
        apply(new Wirings().network().service("web", VIRTUAL));

        var refused = caller.attempt("timeout 2 busybox nc " + VIRTUAL + " 80 </dev/null");

        assertEquals(1, refused.exit(), "refused, not timed out: " + refused);
    }

    @Test
    void takesATaskOutAndBringsItBackBetweenTwoCalls() {
        apply(three());
        apply(
                new Wirings()
                        .network()
                        .service("web", VIRTUAL)
                        .task("web", "10.50.0.2", Traffic.LEAVING)
                        .task("web", "10.50.0.3", Traffic.SERVING));
        for (int i = 0; i < 5; i++) {
            assertEquals("t3", caller.ask(VIRTUAL, PORT));
        }

        apply(three());

        assertEquals(
                3,
                List.of(1, 2, 3).stream().map(i -> caller.ask(VIRTUAL, PORT)).distinct().count());
    }

    @Test
    void aCallThatIsNotAnsweredComesToAnotherTaskWhenItsOwnLeaves() {
        var before =
                new Wirings()
                        .network()
                        .service("web", VIRTUAL)
                        .task("web", "10.50.0.2", Traffic.SERVING);
        apply(before);
        deafen(all.get(2));
        var answer = CompletableFuture.supplyAsync(this::patiently);
        assertTimeoutPreemptively(Duration.ofSeconds(15), this::awaitUnanswered);

        var after =
                new Wirings()
                        .network()
                        .service("web", VIRTUAL)
                        .task("web", "10.50.0.2", Traffic.LEAVING)
                        .task("web", "10.50.0.3", Traffic.SERVING);
        apply(after);

        assertEquals("t3", answer.join());
    }

    @Test
    void aCallThatItsTaskDoesNotAnswerComesToAnother() {
        apply(three());
        deafen(all.get(2));

        var answers = Stream.generate(this::patiently).limit(6).distinct().sorted().toList();

        assertEquals(List.of("t3", "t4"), answers);
    }

    private static void deafen(Namespace task) {
        task.shell(
                """
                nft add table ip deaf
                nft add chain ip deaf in '{ type filter hook input priority 0; }'
                nft add rule ip deaf in tcp dport 80 drop
                """);
    }

    private String patiently() {
        return caller.attempt("timeout 20 busybox nc " + VIRTUAL + " 80 </dev/null")
                .output()
                .strip();
    }

    @Test
    void whatIsAskedOfATaskThatIsHushedArrivesAfterwards() throws Exception {
        apply(one(Traffic.LEAVING));
        var kept = kept(caller, all.get(2), "10.50.0.2");

        apply(one(Traffic.HUSHED));
        say(kept, "two");
        var early = CompletableFuture.supplyAsync(() -> line(kept));
        assertThrows(TimeoutException.class, () -> early.get(600, TimeUnit.MILLISECONDS));
        apply(one(Traffic.LEAVING));

        assertEquals("two", early.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatATaskThatIsHushedHasAskedIsAnswered() throws Exception {
        apply(one(Traffic.LEAVING));
        var own = kept(all.get(2), caller, "10.50.0.9");

        apply(one(Traffic.HUSHED));
        say(own, "two");

        assertEquals(
                "two", CompletableFuture.supplyAsync(() -> line(own)).get(5, TimeUnit.SECONDS));
    }

    /** A connection over which lines come back that were said. */
    private static Process kept(Namespace from, Namespace to, String address) throws Exception {
        to.start("busybox", "nc", "-ll", "-p", "81", "-e", "cat");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> awaitEcho(from, address));
        var kept = from.connect(address, 81);
        say(kept, "one");
        assertEquals("one", line(kept));
        return kept;
    }

    private static Wirings one(Traffic traffic) {
        return new Wirings().network().service("web", VIRTUAL).task("web", "10.50.0.2", traffic);
    }

    private static void awaitEcho(Namespace from, String address) {
        var ask = "echo up | timeout 1 busybox nc " + address + " 81";
        while (!from.attempt(ask).output().contains("up")) {
            Thread.onSpinWait();
        }
    }

    private static void say(Process to, String line) throws IOException {
        to.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        to.getOutputStream().flush();
    }

    private static String line(Process from) {
        try {
            return from.inputReader().readLine();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void awaitUnanswered() {
        while (!node.attempt("conntrack -L -p tcp").output().contains("SYN_SENT")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTaskMayCallItselfThroughItsService() {
        apply(
                new Wirings()
                        .network()
                        .service("web", VIRTUAL)
                        .task("web", "10.50.0.2", Traffic.SERVING));

        assertEquals("t2", all.get(2).ask(VIRTUAL, PORT));
    }

    @Test
    void whatWasClosedIsNotInTheWayOfTheEngine() {
        assertTrue(kernel.forgets(), "this kernel can");
        apply(three());
        caller.ask(VIRTUAL, PORT);

        assertForgottenSoon();
    }

    @Test
    void norIsWhatWasClosedOfThoseThatCallATaskByItsOwnAddress() {
        apply(three());
        caller.ask("10.50.0.2", PORT);

        assertForgottenSoon();
    }

    private void assertForgottenSoon() {
        var closed = node.attempt("conntrack -L -p tcp --state TIME_WAIT").output();
        assertTrue(closed.isEmpty() || closed.matches("(?s)tcp +6 [01] TIME_WAIT .*"), closed);
    }

    @Test
    void makesRulesAgainThatSomebodyRemoved() {
        apply(three());
        node.shell("nft flush ruleset");
        assertEquals("", caller.ask(VIRTUAL, PORT));

        kernel.look();

        assertTrue(caller.ask(VIRTUAL, PORT).startsWith("t"));
    }

    @Test
    void passesTheEnginesRulesOnceAndTakesThatBack() {
        node.attempt("iptables -N DOCKER-USER");
        apply(three());

        kernel.look();
        kernel.look();
        var passes = node.attempt("iptables -S DOCKER-USER").output();
        kernel.clear();

        assertEquals(
                """
                -N DOCKER-USER
                -A DOCKER-USER -i sk-+ -m physdev --physdev-is-bridged -j ACCEPT
                -A DOCKER-USER -m connmark --mark 0x53000000/0xff000000 -j ACCEPT
                """,
                passes);
        assertEquals("-N DOCKER-USER\n", node.attempt("iptables -S DOCKER-USER").output());
    }

    @Test
    void leavesNothingBehind() {
        apply(three());
        assertEquals(1, ranges().size());

        kernel.clear();

        assertEquals("", node.shell("nft list tables").strip());
        assertEquals(new TreeSet<>(), Policy.ours(node.shell("ip rule show").lines().toList()));
        assertEquals(List.of(), ranges());
    }

    /** Routes that have the node answer for virtual addresses. */
    private List<String> ranges() {
        var routes = node.shell("ip route show table local").lines();
        return routes.filter(line -> line.startsWith("local 10.50.0.192/26 ")).toList();
    }

    @Test
    void knowsWhatAnInstanceBeforeLeftBehind() {
        apply(three());
        var now = new Wirings().network().service("web", VIRTUAL);
        now.task("web", "10.50.0.3", Traffic.SERVING);

        var left = new Kernel(node.tools()).left(now.wiring());

        assertEquals(Set.of("10.50.0.2", "10.50.0.4"), left.gone());
    }

    @Test
    void saysWhatIsMissing() {
        assertEquals("", kernel.missing());
        var bare = new Kernel((words, input) -> new Tools.Outcome(-1, "", "no such file"));

        assertEquals(
                "nft and ip cannot be run; install the packages nftables and iproute2",
                bare.missing());
    }

    private static Wirings three() {
        var wirings = new Wirings().network().service("web", VIRTUAL);
        for (int i = 2; i <= 4; i++) {
            wirings.task("web", "10.50.0." + i, Traffic.SERVING);
        }
        return wirings;
    }

    private void apply(Wirings wirings) {
        var scene = wirings.at(Wirings.ONE);
        for (var family : Family.values()) {
            kernel.apply(family, new Plans(family, kernel.forgets()).rules(scene));
        }
        kernel.apply(Routes.of(scene));
        kernel.connections().forgetOpen(Stale.between(wirings.wiring(), wirings.wiring()));
    }

    private Namespace made(String suffix) {
        var made = Namespace.made(suffix);
        all.add(made);
        if (suffix.equals("n")) {
            made.shell(
                    """
                    ip link add sk-a type bridge
                    ip addr add 10.50.0.1/24 dev sk-a
                    ip link set sk-a up
                    sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
                    """);
        }
        return made;
    }

    private Namespace task(String suffix, String address) {
        var task = made(suffix);
        node.shell(
                """
                ip link add v%1$s type veth peer name eth0 netns %2$s
                ip link set v%1$s master sk-a up
                bridge link set dev v%1$s hairpin on
                """
                        .formatted(suffix, task.name()));
        task.shell(
                """
                ip addr add %s/24 dev eth0
                ip link set eth0 up
                ip route add default via 10.50.0.1
                """
                        .formatted(address));
        return task;
    }
}
