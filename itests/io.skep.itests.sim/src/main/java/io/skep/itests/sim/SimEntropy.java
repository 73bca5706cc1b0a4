package io.skep.itests.sim;

import io.skep.seam.Entropy;
import io.skep.seam.Id36;
import java.util.Random;

/** Chance from the seed; one sequence for each node. */
final class SimEntropy implements Entropy {

    private final Random random;

    SimEntropy(Random random) {
        this.random = random;
    }

    @Override
    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public int below(int bound) {
        return random.nextInt(bound);
    }

    @Override
    public String id() {
        return Id36.of(bytes(Id36.BYTES));
    }
}
