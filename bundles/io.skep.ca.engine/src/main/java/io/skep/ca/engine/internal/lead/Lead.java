package io.skep.ca.engine.internal.lead;

import io.skep.ca.engine.internal.root.Rotation;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Store;
import io.skep.store.Watcher;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader does for the certificates of all: gives the cluster its root and tokens, writes
 * its own certificate down, and asks nodes to renew whose certificate is not what it should be.
 * Compares what is with what should be after every commit that could matter, and every few seconds.
 * Used on one loop.
 */
public final class Lead implements Watcher {

    private static final Logger log = LoggerFactory.getLogger(Lead.class);
    private static final Set<Kind> KINDS = Set.of(Kind.CLUSTER, Kind.NODE);
    private static final Duration PERIOD = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Store store;
    private final Loop loop;
    private final Founding founding;
    private final Rotation rotation;
    private final Reminder reminder;
    private final Trusted trusted;
    private Cancellable watching = () -> {};
    private Cancellable alarm = () -> {};
    private boolean busy;
    private boolean again;
    private boolean stopped;

    /** What it does, in this order. */
    public record Steps(Founding founding, Rotation rotation) {}

    /** Not started. */
    public Lead(Store store, Loop loop, Steps steps, Reminder reminder, Trusted trusted) {
        this.store = store;
        this.loop = loop;
        this.founding = steps.founding();
        this.rotation = steps.rotation();
        this.reminder = reminder;
        this.trusted = trusted;
    }

    /** Works from now on. */
    public void start() {
        watching = store.watch(loop, this);
        turn();
    }

    /** Stops. */
    public void stop() {
        stopped = true;
        watching.cancel();
        alarm.cancel();
    }

    @Override
    public Set<Kind> kinds() {
        return KINDS;
    }

    @Override
    public void commit(Commit commit) {
        if (!commit.changes().stream().allMatch(Lead::isNothing)) {
            turn();
        }
    }

    private static boolean isNothing(Change change) {
        return change.puts(Part.NODE_STATUS) || !KINDS.contains(change.kind());
    }

    @Override
    public void lagged(View now) {
        turn();
    }

    /** One step at a time; what comes meanwhile is looked at afterwards. */
    private void turn() {
        if (busy || stopped) {
            again = true;
            return;
        }
        busy = true;
        again = false;
        alarm.cancel();
        loop.on(
                        founding.ensure()
                                .thenCompose(done -> founding.introduce())
                                .thenCompose(done -> rotation.step()))
                .whenComplete((done, failure) -> rest(failure));
    }

    private void rest(@Nullable Throwable failure) {
        busy = false;
        var view = store.view();
        trusted.seen(view);
        boolean waits = reminder.remind(view);
        if (failure != null) {
            log.warn("certificates: a step failed, the next one tries again", failure);
        }
        if (stopped) {
            return;
        } else if (again && failure == null) {
            turn();
        } else if (failure != null || waits) {
            alarm = loop.schedule(failure == null ? PERIOD : PAUSE, this::turn);
        }
    }
}
