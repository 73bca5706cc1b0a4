package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.ratis.internal.disk.SnapshotFiles;
import io.skep.consensus.ratis.internal.server.GroupServer;
import io.skep.seam.Loop;
import io.skep.seam.Workers;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has the host save its state, keeps it, and drops the log before it. One at a time; the log goes
 * on meanwhile. Owned by the member's loop.
 */
final class Compaction {

    private final Loop loop;
    private final Workers workers;
    private final ConsensusSink sink;
    private final SnapshotFiles snapshots;
    private final GroupServer server;
    private CompletionStage<Void> last = CompletableFuture.completedFuture(null);
    private int running;

    Compaction(
            Loop loop,
            Workers workers,
            ConsensusSink sink,
            SnapshotFiles snapshots,
            GroupServer server) {
        this.loop = loop;
        this.workers = workers;
        this.sink = sink;
        this.snapshots = snapshots;
        this.server = server;
    }

    boolean isRunning() {
        return running > 0;
    }

    /** Runs after the one that is running. */
    CompletionStage<Void> run() {
        running++;
        var next = loop.on(last.handle((done, failure) -> "next"));
        last = loop.on(next.thenCompose(turn -> save()));
        last.whenComplete((done, failure) -> running--);
        return last;
    }

    private CompletionStage<Void> save() {
        return sink.save(snapshots.scratch())
                .thenCompose(index -> workers.run("ratis-snapshot", () -> keep(index)))
                .thenApply(kept -> null);
    }

    private long keep(long index) throws IOException {
        var before = snapshots.index();
        if (index <= before) {
            snapshots.discard();
            return index;
        }
        var at = server.at(index);
        if (at == null) {
            snapshots.discard();
            throw new IOException("the host saved index " + index + ", which is not in the log");
        }
        // who is a member then is not in the log any more afterwards
        server.seal();
        snapshots.keep(at);
        server.purge(index, before);
        return index;
    }
}
