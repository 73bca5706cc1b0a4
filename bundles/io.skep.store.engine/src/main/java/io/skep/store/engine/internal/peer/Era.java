package io.skep.store.engine.internal.peer;

import io.skep.consensus.Consensus;
import io.skep.lifecycle.DutyContext;
import io.skep.seam.Disk;
import io.skep.seam.Entropy;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which managers belong together: those of one era talk to each other. A cluster's first leader
 * draws its number, and so does a manager that goes on without the others: when those come back,
 * with data of their own, they are not heard. A store without an era takes that of the first one
 * that speaks to it. Written on the store's loop, read by any thread.
 */
public final class Era {

    /** The file that keeps it. */
    public static final String FILE = "ERA";

    private final Disk disk;
    private final Entropy entropy;
    // 0 while there is none
    private final AtomicLong number;

    /** Of this node's store: as it was kept, or a new one when it goes on alone. */
    public Era(DutyContext context) {
        this(context.seams().disk("consensus"), context.seams().entropy());
        if (Boolean.parseBoolean(context.setting(Consensus.ALONE, ""))) {
            begin();
        }
    }

    /** As it was kept. */
    Era(Disk disk, Entropy entropy) {
        this.disk = disk;
        this.entropy = entropy;
        number =
                new AtomicLong(
                        disk.read(FILE).map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L));
    }

    /** Its number; 0 while there is none. */
    long number() {
        return number.get();
    }

    /** A new one begins. */
    void begin() {
        become(ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong() | 1);
    }

    /** Begins when there is none. */
    public void ensure() {
        if (number() == 0) {
            begin();
        }
    }

    /** Whether who says that number is heard. */
    boolean admits(long theirs) {
        if (number() == 0 && theirs != 0) {
            become(theirs);
        }
        return theirs == number();
    }

    private void become(long fresh) {
        disk.replace(FILE, ByteBuffer.allocate(Long.BYTES).putLong(fresh).array());
        number.set(fresh);
    }
}
