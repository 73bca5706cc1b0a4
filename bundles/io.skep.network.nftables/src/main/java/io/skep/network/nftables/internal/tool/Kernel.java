package io.skep.network.nftables.internal.tool;

import io.skep.model.net.Wiring;
import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import io.skep.network.nftables.internal.plan.Routes;
import io.skep.network.nftables.internal.plan.Stale;
import io.skep.network.nftables.internal.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes rules and routes so. Remembers what it did, so that a change costs what changed. One thread
 * at a time, but for {@link #look}. Blocks.
 */
public final class Kernel {

    /** An address that a rule leads to: in a map, behind its number. */
    private static final Pattern LED = Pattern.compile("\\d : ([0-9a-f.:]+)");

    private static final String PROBE =
            "add table ip skep_probe\nadd ct timeout ip skep_probe brief { "
                    + Plans.brief(Family.FOUR)
                    + " }\n";

    private final Tools tools;
    private final Rules rules;
    private final Routing routing;
    private final Passes passes;
    private final Connections connections;
    private @Nullable Boolean forgets;

    /** By these programs. */
    public Kernel(Tools tools) {
        this.tools = tools;
        this.rules = new Rules(tools);
        this.routing = new Routing(tools);
        this.passes = new Passes(tools);
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
        return listed.good() ? "" : "nft may not make rules here: " + listed.complaint();
    }

    /** Whether it can be told for how long connections are remembered that do not go on. */
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
        rules.apply(family, wanted);
    }

    /**
     * Makes routes so.
     *
     * @throws ToolException when they are not so
     */
    public void apply(Routes wanted) {
        routing.apply(wanted);
    }

    /**
     * Looks whether what it made is still there, since somebody may have removed it, and makes
     * again what is not. Any thread; who changes rules meanwhile does not wait for it.
     *
     * @throws ToolException when it could not
     */
    public void look() {
        rules.look();
        routing.look();
        passes.look();
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
        return new Stale(Stale.nobodys(gone, now), new TreeSet<>());
    }

    /** The connections it tracks. */
    public Connections connections() {
        return connections;
    }

    /** Removes everything of ours. */
    public void clear() {
        rules.clear();
        passes.clear();
        routing.clear();
    }
}
