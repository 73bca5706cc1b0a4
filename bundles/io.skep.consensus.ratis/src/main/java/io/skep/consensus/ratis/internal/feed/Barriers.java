package io.skep.consensus.ratis.internal.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Reads that wait until this member has seen an index. They are answered with the last index the
 * host gets up to there: it never hears of Ratis' own entries. Owned by the host's loop.
 */
final class Barriers {

    private final TreeMap<Long, List<CompletableFuture<Long>>> waiting = new TreeMap<>();
    private long seen = -1;
    private long last;

    /** An entry or a snapshot goes to the host. */
    void handed(long index) {
        last = Math.max(last, index);
        passed(index);
    }

    /** An entry of Ratis' own. */
    void passed(long index) {
        seen = Math.max(seen, index);
        while (!waiting.isEmpty() && waiting.firstKey() <= seen) {
            waiting.pollFirstEntry().getValue().forEach(answer -> answer.complete(last));
        }
    }

    void wait(long index, CompletableFuture<Long> answer) {
        if (index <= seen) {
            answer.complete(last);
        } else {
            waiting.computeIfAbsent(index, any -> new ArrayList<>()).add(answer);
        }
    }
}
