package io.skep.scheduler.engine.internal.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.NodeId;
import io.skep.model.spec.Resources;
import io.skep.scheduler.spi.Candidate;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tournament agrees with looking at everybody. */
class BracketTest {

    private static final Comparator<Candidate> FEWEST = Comparator.comparingInt(Candidate::tasks);

    @Test
    void hasNoWinnerWithoutCandidates() {
        assertEquals(-1, new Bracket(new Candidate[0], FEWEST).best());
        assertEquals(-1, new Bracket(new Candidate[3], FEWEST).best());
    }

    @Test
    void prefersTheLowerNumberOfEqualCandidates() {
        var all = new Candidate[] {candidate(2), candidate(1), candidate(1)};

        assertEquals(1, new Bracket(all, FEWEST).best());
    }

    @Test
    void alwaysKnowsTheBestWhileCandidatesChange() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var all = new Candidate[1 + random.nextInt(40)];
            for (int i = 0; i < all.length; i++) {
                all[i] = draw(random);
            }
            var bracket = new Bracket(all, FEWEST);
            for (int step = 0; step < 200; step++) {
                int seat = random.nextInt(all.length);
                all[seat] = draw(random);
                bracket.set(seat, all[seat]);
                assertEquals(best(all), bracket.best(), "seed " + seed + ", step " + step);
            }
        }
    }

    private static int best(Candidate[] all) {
        int best = -1;
        for (int i = 0; i < all.length; i++) {
            if (all[i] != null && (best < 0 || all[i].tasks() < all[best].tasks())) {
                best = i;
            }
        }
        return best;
    }

    private static Candidate draw(Random random) {
        return random.nextInt(4) == 0 ? null : candidate(random.nextInt(10));
    }

    private static Candidate candidate(int tasks) {
        return new Candidate(new NodeId("n"), 0, tasks, 0, 1, Resources.NONE, Resources.NONE);
    }
}
