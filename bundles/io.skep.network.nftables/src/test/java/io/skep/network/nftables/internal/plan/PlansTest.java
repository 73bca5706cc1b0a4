package io.skep.network.nftables.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.skep.network.nftables.internal.Wirings;
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
            var story = new Story(random);
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
        var story = new Story(new Random(7));
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
        var story = new Story(new Random(3));
        for (int step = 0; step < STEPS; step++) {
            var scene = story.next();

            assertEquals("", whole(scene).since(whole(scene)));
        }
    }

    private static RuleSet whole(Scene scene) {
        return new Plans(Family.FOUR, true).rules(scene);
    }

    /** Scenes one after the other, each made of the one before. */
    private static final class Story {

        private final Random random;
        private Scene last;

        private Story(Random random) {
            this.random = random;
            this.last = Worlds.empty();
        }

        private Scene next() {
            var wiring = last.wiring();
            var then = wiring.after(wiring.number() + 1, wiring.port(), Worlds.news(random));
            last = new Scene(Wirings.ONE, then, Worlds.links(random, then));
            return last;
        }
    }
}
