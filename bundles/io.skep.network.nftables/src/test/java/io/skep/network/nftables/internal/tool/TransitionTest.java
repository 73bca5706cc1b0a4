package io.skep.network.nftables.internal.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import io.skep.network.nftables.internal.plan.Scene;
import io.skep.network.nftables.internal.plan.Worlds;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** From rules to rules, in this machine's kernel. */
class TransitionTest {

    private static final int STEPS = 60;

    @Test
    void anySequenceOfChangesLeavesWhatIsMadeAnew() {
        try (var node = Namespace.made("s");
                var another = Namespace.made("a")) {
            var worlds = new Worlds(new Random(11));
            var kernel = new Kernel(node.tools());
            var plans = new Plans(Family.FOUR, kernel.forgets());
            for (int step = 0; step < STEPS; step++) {
                var scene = worlds.next();

                kernel.apply(Family.FOUR, plans.rules(scene));

                assertEquals(anew(another, scene), listed(node), "step " + step);
            }
        }
    }

    private static SortedSet<String> anew(Namespace node, Scene scene) {
        var kernel = new Kernel(node.tools());
        kernel.apply(Family.FOUR, new Plans(Family.FOUR, kernel.forgets()).rules(scene));
        return listed(node);
    }

    /** Sets and chains; what is in a set has no order. */
    private static SortedSet<String> listed(Namespace node) {
        var parts = new TreeSet<String>();
        for (var part : node.shell("nft -s list table ip skep").split("\n\n|\n\t}\n")) {
            var chain = part.strip().startsWith("chain");
            parts.add(chain ? part.strip() : sorted(part));
        }
        return parts;
    }

    private static String sorted(String part) {
        var words = Arrays.stream(part.split("[,\\s]+")).sorted().toList();
        return String.join(" ", words);
    }
}
