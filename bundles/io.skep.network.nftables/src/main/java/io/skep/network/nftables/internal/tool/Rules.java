package io.skep.network.nftables.internal.tool;

import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.rule.RuleSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of rules. Remembers what it made, so that a change costs what changed. Any thread;
 * whoever looks keeps nobody from changing something. Blocks.
 */
final class Rules {

    private static final Logger log = LoggerFactory.getLogger(Rules.class);

    private final Tools tools;
    private final Map<Family, RuleSet> applied = new EnumMap<>(Family.class);
    // what stands for them in the kernel
    private final Map<Family, String> marks = new EnumMap<>(Family.class);

    Rules(Tools tools) {
        this.tools = tools;
    }

    /**
     * Makes the rules of a family so, in one step, from what it made them before.
     *
     * @throws ToolException when they are not so; those before still are
     */
    synchronized void apply(Family family, RuleSet wanted) {
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
        tools.run(List.of("nft", "-f", "-"), script + marked).need("rules");
        applied.put(family, wanted);
        marks.put(family, mark);
    }

    /**
     * Looks whether they are still there, since somebody may have flushed them, and makes again
     * what is not.
     *
     * @throws ToolException when it could not
     */
    void look() {
        for (var family : Family.values()) {
            if (!shown(family, "in")) {
                restore(family);
            }
        }
    }

    private synchronized void restore(Family family) {
        var rules = applied.get(family);
        if (rules != null) {
            log.warn("rules: somebody removed table {}", rules.table());
            make(family, rules, rules.whole(), mark(rules));
        }
    }

    /** Removes all of them. */
    synchronized void clear() {
        for (var family : Family.values()) {
            tools.run(List.of("nft", "-f", "-"), RuleSet.nothing(family.table()));
            applied.remove(family);
        }
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
}
