package io.skep.scheduler.engine.internal.strategy;

import io.skep.scheduler.spi.Placement;
import java.util.List;

/**
 * What a strategy answered.
 *
 * @param placements that keep the rules; none when there is a fault
 * @param fault what it did wrong, in words for users; empty when nothing
 */
public record Answer(List<Placement> placements, String fault) {

    /** Copies the placements. */
    public Answer {
        placements = List.copyOf(placements);
    }

    static Answer fault(String text) {
        return new Answer(List.of(), text);
    }
}
