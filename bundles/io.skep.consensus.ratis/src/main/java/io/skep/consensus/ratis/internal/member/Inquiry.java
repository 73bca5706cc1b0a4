package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ratis.internal.server.GroupServer;
import io.skep.seam.Loop;
import io.skep.seam.Workers;

/**
 * A member that is none by the end of its log, and hears of no leader, asks the others whether it
 * was let go: who leads tells it so. One question at a time. Owned by the member's loop.
 */
final class Inquiry {

    private final Loop loop;
    private final Workers workers;
    private boolean asked;

    Inquiry(Loop loop, Workers workers) {
        this.loop = loop;
        this.workers = workers;
    }

    void about(GroupServer outside) {
        if (!asked) {
            asked = true;
            loop.on(workers.run("ratis-inquiry", outside::inquire))
                    .whenComplete((answers, failure) -> asked = false);
        }
    }
}
