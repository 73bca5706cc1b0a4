package io.skep.seam.system;

import io.skep.seam.Entropy;
import io.skep.seam.Id36;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;

/** The operating system's random source. */
final class SystemEntropy implements Entropy {

    private final SecureRandom secure = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
        var bytes = new byte[count];
        secure.nextBytes(bytes);
        return bytes;
    }

    @Override
    public int below(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    @Override
    public String id() {
        return Id36.of(bytes(Id36.BYTES));
    }
}
