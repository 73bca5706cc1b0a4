package io.skep.consensus.ratis.internal.feed;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Entry;
import io.skep.seam.Loop;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Brings the host what was committed, and answers who waits for that. Its verbs may be called by
 * any thread and take effect on the host's loop: a way over the member's own would cost every write
 * two more threads on every member.
 */
public final class Delivery {

    private final Loop host;
    private final Feed feed;
    private final Budget budget = new Budget();
    private final Barriers barriers = new Barriers();
    private final Runnable full;

    /**
     * Nothing was brought yet.
     *
     * @param host the host's loop
     * @param refused told when the host fails; nothing more is brought then
     * @param full told, again and again, while so much was brought since {@link Feed#forget} that a
     *     snapshot is worth it
     */
    public Delivery(Loop host, ConsensusSink sink, Consumer<Throwable> refused, Runnable full) {
        this.host = host;
        this.feed = new Feed(host, sink, budget, refused);
        this.full = full;
    }

    /** An entry; blocks while the host lags far behind. */
    public void committed(Entry entry) {
        budget.take(entry.bytes().length);
        host.execute(
                () -> {
                    feed.add(entry);
                    barriers.handed(entry.index());
                    if (feed.isLong()) {
                        full.run();
                    }
                });
    }

    /** An entry the host never hears of. */
    public void passed(long index) {
        host.execute(() -> barriers.passed(index));
    }

    /** A state; what waits before it is not needed any more. */
    public void restored(long index, Path file) {
        host.execute(
                () -> {
                    feed.restore(index, file);
                    barriers.handed(index);
                });
    }

    /** Completes when an index has been brought, with the last one the host gets up to there. */
    public CompletionStage<Long> reached(long index) {
        var reached = new CompletableFuture<Long>();
        host.execute(() -> barriers.wait(index, reached));
        return reached;
    }

    /** Runs a step with what is on its way. */
    public void with(Consumer<Feed> step) {
        host.execute(() -> step.accept(feed));
    }

    /** From now on nobody waits for a host that lags. */
    public void lift() {
        budget.lift();
    }
}
