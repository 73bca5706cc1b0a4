package io.skep.scheduler.engine.internal.place;

import io.skep.scheduler.spi.Candidate;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Knows the best of many candidates while single ones change: a knock-out tournament. A change is
 * played again on its way to the final only, so it costs O(log n). Of equal candidates the one with
 * the lower number wins.
 */
final class Bracket {

    private static final int NOBODY = -1;

    private final Comparator<Candidate> order;
    private final @Nullable Candidate[] seats;
    private final int[] winners; // of match m; matches 2m and 2m+1 come before it, 1 is the final
    private final int first; // the match-tree's place of seat 0

    /** A tournament of these candidates; an empty seat never wins. */
    Bracket(@Nullable Candidate[] candidates, Comparator<Candidate> order) {
        this.order = order;
        this.seats = candidates.clone();
        this.first = Integer.highestOneBit(Math.max(1, seats.length * 2 - 1));
        this.winners = new int[first * 2];
        Arrays.fill(winners, NOBODY);
        for (int seat = 0; seat < seats.length; seat++) {
            winners[first + seat] = seats[seat] == null ? NOBODY : seat;
        }
        for (int match = first - 1; match > 0; match--) {
            winners[match] = play(match);
        }
    }

    /** The number of the best candidate; negative when all seats are empty. */
    int best() {
        return winners[1];
    }

    /** Who sits there; null when nobody does. */
    @Nullable Candidate at(int seat) {
        return seats[seat];
    }

    /** Puts another candidate in a seat, or nobody. */
    void set(int seat, @Nullable Candidate candidate) {
        seats[seat] = candidate;
        winners[first + seat] = candidate == null ? NOBODY : seat;
        for (int match = (first + seat) / 2; match > 0; match /= 2) {
            int before = winners[match];
            winners[match] = play(match);
            if (winners[match] == before && before != seat) {
                return; // neither played nor plays further up
            }
        }
    }

    private int play(int match) {
        int left = winners[match * 2];
        int right = winners[match * 2 + 1];
        if (left == NOBODY || right == NOBODY) {
            return Math.max(left, right);
        }
        return order.compare(seats[left], seats[right]) <= 0 ? left : right;
    }
}
