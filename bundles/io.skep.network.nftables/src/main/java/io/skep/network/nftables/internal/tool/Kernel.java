package io.skep.network.nftables.internal.tool;

import io.skep.model.net.Wiring;
import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import io.skep.network.nftables.internal.plan.Policy;
import io.skep.network.nftables.internal.plan.Proxy;
import io.skep.network.nftables.internal.plan.Routes;
import io.skep.network.nftables.internal.plan.Stale;
import io.skep.network.nftables.internal.rule.RuleSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rules and routes so. Remembers what it did, so that a change costs what changed, and looks
 * whether it is still there when it is told to. Used by one thread at a time. Blocks.
 */
public final class Kernel {

    private static final Logger log = LoggerFactory.getLogger(Kernel.class);
    private static final String ENGINES_CHAIN = "DOCKER-USER";
    private static final String BRIDGES = Proxy.OURS + "+";

    /** Out of what comes from elsewhere, what was led to a task. */
    private static final List<String> LED_IN =
            List.of("-m", "connmark", "--mark", Routes.OURS, "-j", "ACCEPT");

    /** What stays on one bridge; it has four rules for each network, and asks them in turn. */
    private static final List<String> BRIDGED =
            List.of("-i", BRIDGES, "-m", "physdev", "--physdev-is-bridged", "-j", "ACCEPT");

    /** What versions before let through instead. */
    private static final List<String> GOES_ON =
            List.of(
                    ("-i " + BRIDGES + " -o " + BRIDGES + " -m conntrack --ctstate ESTABLISHED")
                            .concat(" -j ACCEPT")
                            .split(" "));

    /** An address that a rule leads to: in a map, behind its number. */
    private static final Pattern LED = Pattern.compile("\\d : ([0-9a-f.:]+)");

    private static final int UNKNOWN = -1;

    private static final String PROBE =
            "add table ip skep_probe\nadd ct timeout ip skep_probe closed { "
                    + Plans.closed(Family.FOUR)
                    + " }\n";

    private final Tools tools;
    private final Connections connections;
    private final Map<Family, RuleSet> applied = new EnumMap<>(Family.class);
    // what stands for them in the kernel
    private final Map<Family, String> marks = new EnumMap<>(Family.class);
    private @Nullable Boolean forgets;
    private @Nullable Routes routed;
    // how many addresses it answers for; nobody knows what an instance before did
    private int answering = UNKNOWN;

    /** By these programs. */
    public Kernel(Tools tools) {
        this.tools = tools;
        this.connections = new Connections(tools);
    }

    /**
     * Why rules cannot be made on this machine; empty when they can. Names what is missing and what
     * to type.
     */
    public String missing() {
        var absent =
                List.of(List.of("nft", "--version"), List.of("ip", "-V")).stream()
                        .filter(words -> !tools.run(words, "").good())
                        .map(words -> words.get(0))
                        .collect(Collectors.joining(" and "));
        if (!absent.isEmpty()) {
            return absent + " cannot be run; install the packages nftables and iproute2";
        }
        var listed = tools.run(List.of("nft", "list", "tables"), "");
        return listed.good() ? "" : "nft may not make rules here: " + first(listed.errors());
    }

    /** Whether it can be told for how long connections are remembered that were closed. */
    public boolean forgets() {
        if (forgets == null) {
            forgets = tools.run(List.of("nft", "-c", "-f", "-"), PROBE).good();
        }
        return forgets;
    }

    /**
     * Makes the rules of a family so, in one step, from what it made them before.
     *
     * @throws ToolException when they are not so; those before still are
     */
    public void apply(Family family, RuleSet wanted) {
        var before = applied.get(family);
        if (before == null) {
            anew(family, wanted);
            return;
        }
        var script = wanted.since(before);
        if (!script.isEmpty()) {
            var unmarked = "delete chain " + wanted.table() + " " + marks.get(family) + "\n";
            make(family, wanted, script + unmarked, mark(wanted));
        }
    }

    private void anew(Family family, RuleSet wanted) {
        var mark = mark(wanted);
        if (shown(family, mark)) { // an instance before made them so
            applied.put(family, wanted);
            marks.put(family, mark);
        } else {
            make(family, wanted, wanted.whole(), mark);
        }
    }

    private void make(Family family, RuleSet wanted, String script, String mark) {
        applied.remove(family); // if this fails, the next time makes all of them
        var marked = "add chain " + wanted.table() + " " + mark + "\n";
        need(tools.run(List.of("nft", "-f", "-"), script + marked), "rules");
        applied.put(family, wanted);
        marks.put(family, mark);
    }

    /**
     * Looks whether what it made is still there, since somebody may have flushed it, and makes
     * again what is not.
     *
     * @throws ToolException when it could not
     */
    public void look() {
        new EnumMap<>(applied)
                .forEach(
                        (family, rules) -> {
                            if (!shown(family, "in")) {
                                log.warn("rules: somebody removed table {}", rules.table());
                                make(family, rules, rules.whole(), mark(rules));
                            }
                        });
        if (routed != null) {
            set(routed);
        }
        passEngine();
    }

    /** An empty chain whose name says what the rules are, for an instance that comes next. */
    private static String mark(RuleSet rules) {
        return "made_" + rules.print().text();
    }

    /** By a list of all names: for one chain, nft asks the kernel for every set there is. */
    private boolean shown(Family family, String chain) {
        var words = family.table().split(" ");
        var listed = tools.run(List.of("nft", "-t", "list", "chains", words[0]), "").output();
        int from = listed.indexOf("table " + family.table() + " {\n");
        int to = listed.indexOf("\n}", from);
        return from >= 0
                && to > from
                && listed.substring(from, to).contains("\tchain " + chain + " {");
    }

    /**
     * Makes routes so.
     *
     * @throws ToolException when they are not so
     */
    public void apply(Routes wanted) {
        if (!wanted.equals(routed)) {
            set(wanted);
        }
    }

    private void set(Routes wanted) {
        routed = null;
        var rules = tools.run(List.of("ip", "rule", "show"), "").output().lines().toList();
        var lines = new StringBuilder();
        wanted.routes().forEach(route -> lines.append(route).append('\n'));
        Policy.changes(rules, wanted.marks()).forEach(rule -> lines.append(rule).append('\n'));
        if (lines.length() > 0) {
            need(tools.run(List.of("ip", "-batch", "-"), lines.toString()), "routes");
        }
        wanted.bridges().forEach(this::open);
        answer(wanted.proxies());
        routed = wanted;
    }

    /** Answers for these IPv6 addresses and for no others. */
    private void answer(SortedSet<Proxy> wanted) {
        if (answering == 0 && wanted.isEmpty()) {
            return;
        }
        var shown = tools.run(List.of("ip", "-6", "neigh", "show", "proxy"), "");
        var known = Proxy.printed(shown.output().lines().toList());
        var lines = new StringBuilder();
        minus(known, wanted).forEach(proxy -> lines.append(proxy.line("del")).append('\n'));
        minus(wanted, known).forEach(proxy -> lines.append(proxy.line("replace")).append('\n'));
        wanted.stream().map(Proxy::bridge).distinct().forEach(this::answerOn);
        if (lines.length() > 0) {
            need(tools.run(List.of("ip", "-6", "-batch", "-"), lines.toString()), "neighbours");
        }
        answering = wanted.size();
    }

    /** The kernel answers for others only where it leads packets on. */
    private void answerOn(String bridge) {
        var on = "net.ipv6.conf." + bridge.replace('.', '/') + ".";
        var words = List.of("sysctl", "-q", "-w", on + "proxy_ndp=1", on + "forwarding=1");
        need(tools.run(words, ""), "sysctl");
    }

    private static <T> SortedSet<T> minus(SortedSet<T> from, SortedSet<T> what) {
        var rest = new TreeSet<>(from);
        rest.removeAll(what);
        return rest;
    }

    /** This node's own processes call published ports at 127.0.0.1. */
    private void open(String bridge) {
        var setting = "net.ipv4.conf." + bridge.replace('.', '/') + ".route_localnet=1";
        need(tools.run(List.of("sysctl", "-q", "-w", setting), ""), "sysctl");
    }

    /**
     * Lets through what the engine would drop, and at once what it would let through after many
     * rules. Its own chain for that outlives the engine's restarts. Without that chain it drops
     * nothing.
     */
    private void passEngine() {
        if (!iptables("-L", List.of("-n")).good()) {
            return;
        }
        if (!iptables("-C", LED_IN).good()) {
            need(iptables("-I", LED_IN), "iptables");
        }
        // it would let that through as well, so a kernel without this match does no harm
        if (!iptables("-C", BRIDGED).good()) {
            iptables("-I", BRIDGED);
        }
    }

    /** What an instance before left behind: tasks that its rules lead to and that are no more. */
    public Stale left(Wiring now) {
        var gone = new TreeSet<String>();
        for (var family : Family.values()) {
            var words = new ArrayList<>(List.of("nft", "list", "table"));
            words.addAll(List.of(family.table().split(" ")));
            LED.matcher(tools.run(words, "").output())
                    .results()
                    .forEach(led -> gone.add(led.group(1)));
        }
        now.endpoints()
                .forEach(
                        endpoint ->
                                endpoint.addresses()
                                        .forEach(led -> gone.remove(led.replaceFirst("/.*", ""))));
        return new Stale(gone, new TreeSet<>());
    }

    private Tools.Outcome iptables(String verb, List<String> rest) {
        var words = new ArrayList<>(List.of("iptables", "-w", "5", verb, ENGINES_CHAIN));
        words.addAll(rest);
        return tools.run(words, "");
    }

    /** The connections it tracks. */
    public Connections connections() {
        return connections;
    }

    /** Removes everything of ours. */
    public void clear() {
        for (var family : Family.values()) {
            tools.run(List.of("nft", "-f", "-"), RuleSet.nothing(family.table()));
            applied.remove(family);
        }
        iptables("-D", LED_IN);
        iptables("-D", BRIDGED);
        iptables("-D", GOES_ON);
        apply(Routes.NONE);
        for (var family : List.of("-4", "-6")) {
            var flush = "ip " + family + " route flush table all " + Routes.PROTOCOL;
            tools.run(List.of(flush.split(" ")), "");
        }
    }

    private static void need(Tools.Outcome outcome, String what) {
        if (!outcome.good()) {
            throw new ToolException(what + ": " + first(outcome.errors()));
        }
    }

    private static String first(String text) {
        return text.lines().findFirst().orElse("no word why");
    }
}
