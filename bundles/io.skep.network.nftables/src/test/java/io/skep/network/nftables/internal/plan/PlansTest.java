package io.skep.network.nftables.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.skep.network.nftables.internal.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlansTest {

    private static final int SEEDS = 100;
    private static final int STEPS = 40;

    @Test
    void anySequenceOfChangesComesToTheRulesOfItsEnd() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var story = new Worlds(random);
            var plans = new Plans(Family.FOUR, true);
            for (int step = 0; step < STEPS; step++) {
                var scene = story.next();

                var rules = plans.rules(scene);

                assertEquals(whole(scene), rules, "seed " + seed + " step " + step);
            }
        }
    }

    @Test
    void rulesThatDifferHaveAnotherPrint() {
        var story = new Worlds(new Random(7));
        var seen = new ArrayList<RuleSet>();
        var prints = new HashSet<String>();
        for (int step = 0; step < 300; step++) {
            var rules = whole(story.next());
            if (!seen.contains(rules)) {
                seen.add(rules);
                prints.add(rules.print().text());
            }
        }

        assertEquals(seen.size(), prints.size());
        assertNotEquals(1, prints.size());
    }

    @Test
    void nothingIsMadeOfNoDifference() {
        var story = new Worlds(new Random(3));
        for (int step = 0; step < STEPS; step++) {
            var scene = story.next();

            assertEquals("", whole(scene).since(whole(scene)));
        }
    }

    private static RuleSet whole(Scene scene) {
        return new Plans(Family.FOUR, true).rules(scene);
    }
}
